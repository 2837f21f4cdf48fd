package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.ComputeNodeDeallocationOption;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolListOptions;
import com.microsoft.azure.batch.protocol.models.PoolResizeParameter;
import com.microsoft.azure.batch.protocol.models.PoolState;
import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.domain.PoolSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Requests about the pools that the scheduler makes. */
final class PoolRequests {

    /** How long a pool that was seen is assumed to exist: jobs come in bursts. */
    private static final Duration SURE = Duration.ofSeconds(30);

    private final com.microsoft.azure.batch.protocol.Pools batch;
    private final boolean withIdentity;
    private final Clock clock;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    /** @param withIdentity whether nodes need a managed identity, which only the account's deployment can give a pool */
    PoolRequests(com.microsoft.azure.batch.protocol.Pools batch, boolean withIdentity, Clock clock) {
        this.batch = batch;
        this.withIdentity = withIdentity;
        this.clock = clock;
    }

    BatchAnswer ensure(PoolSpec pool) {
        Instant now = clock.instant();
        if (now.isBefore(seen.getOrDefault(pool.id(), Instant.EPOCH).plus(SURE))) {
            return BatchAnswer.done();
        }
        BatchAnswer answer = find(pool);
        if (answer instanceof BatchAnswer.Done) {
            seen.put(pool.id(), now);
        }
        return answer;
    }

    /** Forgets a pool that Batch turned out not to have. */
    void forget(String pool) {
        seen.remove(pool);
    }

    BatchAnswer resize(String pool, int nodes) {
        PoolResizeParameter size = new PoolResizeParameter()
                .withTargetDedicatedNodes(nodes)
                .withTargetLowPriorityNodes(0)
                .withNodeDeallocationOption(ComputeNodeDeallocationOption.TASK_COMPLETION);
        return BatchCalls.ofPool(
                "resize pool", pool, () -> batch.resize(pool, size), BatchErrorCode.POOL_BEING_RESIZED);
    }

    List<ComputeAccount.PoolState> list() {
        PoolListOptions ours = new PoolListOptions()
                .withFilter("startswith(id,'" + PoolSpec.ID_PREFIX + "')")
                .withSelect(
                        "id,state,allocationState,currentDedicatedNodes,currentLowPriorityNodes,targetDedicatedNodes,metadata");
        return batch.list(ours).stream()
                .filter(pool -> pool.state() != PoolState.DELETING)
                .filter(PoolParameters::isOurs)
                .map(PoolParameters::state)
                .toList();
    }

    private BatchAnswer find(PoolSpec pool) {
        try {
            CloudPool found = batch.get(pool.id());
            if (found.state() == PoolState.DELETING) {
                return new BatchAnswer.NotNow(
                        Failure.of(FailureCode.POOL_UNHEALTHY, "pool " + pool.id() + " is being deleted"),
                        Duration.ofSeconds(30));
            }
            if (PoolParameters.state(found).targetNodes() < pool.maxNodes()) {
                // The answer is ignored, because KeepPools checks the pools regularly.
                resize(pool.id(), pool.maxNodes());
            }
            return BatchAnswer.done();
        } catch (RuntimeException e) {
            BatchRefusal refusal = BatchRefusal.of(e);
            return refusal instanceof BatchRefusal.Rejected rejected
                            && rejected.response().isNotFound()
                    ? create(pool)
                    : RefusalAnswers.answer(refusal);
        }
    }

    private BatchAnswer create(PoolSpec pool) {
        if (withIdentity) {
            return new BatchAnswer.Never(Failure.of(
                    FailureCode.POOL_UNHEALTHY,
                    "there is no pool " + pool.id() + ": pools whose nodes have a managed identity are made by the"
                            + " operator's deployment, with this id"));
        }
        PoolAddParameter parameter = PoolParameters.of(pool);
        return BatchCalls.ofPool("create pool", pool.id(), () -> batch.add(parameter), BatchErrorCode.POOL_EXISTS);
    }
}
