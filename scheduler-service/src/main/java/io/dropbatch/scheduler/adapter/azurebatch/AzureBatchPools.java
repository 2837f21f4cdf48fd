package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.ComputeNodeDeallocationOption;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolDeleteOptions;
import com.microsoft.azure.batch.protocol.models.PoolListOptions;
import com.microsoft.azure.batch.protocol.models.PoolResizeParameter;
import com.microsoft.azure.batch.protocol.models.TaskCounts;
import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.domain.pool.NodeNumbers;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.PoolState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pools of the Batch account behind the SDK's protocol layer. */
public final class AzureBatchPools implements ComputePools {

    private static final Logger LOG = LoggerFactory.getLogger(AzureBatchPools.class);

    /** How long a pool that was seen is assumed to exist: jobs come in bursts. */
    private static final Duration SURE = Duration.ofSeconds(30);

    private static final PoolListOptions OURS = new PoolListOptions()
            .withFilter("startswith(id,'" + PoolSpec.ID_PREFIX + "')")
            .withSelect(
                    "id,eTag,state,allocationState,allocationStateTransitionTime,creationTime,currentDedicatedNodes,"
                            + "currentLowPriorityNodes,targetDedicatedNodes,targetLowPriorityNodes,metadata");

    private final BatchServiceClient batch;
    private final boolean withIdentity;
    private final Clock clock;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    /** @param withIdentity whether nodes need a managed identity, which only the account's deployment can give a pool */
    public AzureBatchPools(BatchServiceClient batch, boolean withIdentity, Clock clock) {
        this.batch = batch;
        this.withIdentity = withIdentity;
        this.clock = clock;
    }

    @Override
    public BatchAnswer ensure(PoolSpec pool, IntSupplier nodes) {
        Instant now = clock.instant();
        if (now.isBefore(seen.getOrDefault(pool.id(), Instant.EPOCH).plus(SURE))) {
            return BatchAnswer.done();
        }
        BatchAnswer answer = find(pool, nodes.getAsInt());
        if (answer instanceof BatchAnswer.Done) {
            seen.put(pool.id(), now);
        }
        return answer;
    }

    /** Forgets a pool that Batch turned out not to have. */
    void forget(String pool) {
        seen.remove(pool);
    }

    @Override
    public List<PoolState> list() {
        return batch.pools().list(OURS).stream()
                .filter(pool -> !PoolParameters.isBeingDeleted(pool))
                .filter(PoolParameters::isOurs)
                .map(PoolParameters::state)
                .toList();
    }

    @Override
    public BatchAnswer resize(PoolState pool, NodeNumbers nodes) {
        boolean grows = nodes.total() >= pool.nodes().total();
        PoolResizeParameter size = new PoolResizeParameter()
                .withTargetDedicatedNodes(nodes.dedicated())
                .withTargetLowPriorityNodes(nodes.spot())
                .withResizeTimeout(grows ? PoolParameters.allocationTimeout(nodes.total()) : null)
                .withNodeDeallocationOption(ComputeNodeDeallocationOption.TASK_COMPLETION);
        return BatchCalls.ofPool(
                "resize pool",
                pool.id(),
                () -> batch.pools().resize(pool.id(), size),
                BatchErrorCode.POOL_BEING_RESIZED);
    }

    @Override
    public BatchAnswer stopResize(PoolState pool) {
        return BatchCalls.ofPool(
                "stop resizing pool", pool.id(), () -> batch.pools().stopResize(pool.id()));
    }

    @Override
    public BatchAnswer delete(PoolState pool) {
        PoolDeleteOptions unchanged = new PoolDeleteOptions().withIfMatch(pool.version());
        forget(pool.id());
        return BatchCalls.ofPool(
                "delete pool",
                pool.id(),
                () -> batch.pools().delete(pool.id(), unchanged),
                BatchErrorCode.POOL_NOT_FOUND,
                BatchErrorCode.POOL_BEING_DELETED);
    }

    @Override
    public OptionalInt openTasks(JobId job) {
        try {
            TaskCounts counts = batch.jobs().getTaskCounts(job.value()).taskCounts();
            return OptionalInt.of(counts.active() + counts.running());
        } catch (RuntimeException e) {
            LOG.atDebug()
                    .addKeyValue("jobId", job)
                    .addKeyValue("cause", BatchRefusal.of(e))
                    .log("Batch did not count tasks");
            return OptionalInt.empty();
        }
    }

    private BatchAnswer find(PoolSpec pool, int nodes) {
        try {
            CloudPool found = batch.pools().get(pool.id());
            if (PoolParameters.isBeingDeleted(found)) {
                return new BatchAnswer.NotNow(
                        Failure.of(FailureCode.POOL_UNHEALTHY, "pool " + pool.id() + " is being deleted"),
                        Duration.ofSeconds(30));
            }
            PoolState state = PoolParameters.state(found);
            if (state.target().total() < nodes && !state.lacksNodes()) {
                // The answer is ignored, because KeepPools checks the pools regularly.
                resize(state, NodeNumbers.dedicated(nodes));
            }
            return BatchAnswer.done();
        } catch (RuntimeException e) {
            BatchRefusal refusal = BatchRefusal.of(e);
            return refusal instanceof BatchRefusal.Rejected rejected
                            && rejected.response().isNotFound()
                    ? create(pool, nodes)
                    : RefusalAnswers.answer(refusal);
        }
    }

    private BatchAnswer create(PoolSpec pool, int nodes) {
        if (withIdentity) {
            return new BatchAnswer.Never(Failure.of(
                    FailureCode.POOL_UNHEALTHY,
                    "there is no pool " + pool.id() + ": pools whose nodes have a managed identity are made by the"
                            + " operator's deployment, with this id"));
        }
        PoolAddParameter parameter = PoolParameters.of(pool, nodes);
        return BatchCalls.ofPool(
                "create pool", pool.id(), () -> batch.pools().add(parameter), BatchErrorCode.POOL_EXISTS);
    }
}
