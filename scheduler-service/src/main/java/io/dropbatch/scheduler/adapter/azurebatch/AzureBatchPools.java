package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.ComputeNodeDeallocationOption;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolDeleteOptions;
import com.microsoft.azure.batch.protocol.models.PoolListOptions;
import com.microsoft.azure.batch.protocol.models.PoolNodeCounts;
import com.microsoft.azure.batch.protocol.models.PoolPatchParameter;
import com.microsoft.azure.batch.protocol.models.PoolResizeParameter;
import com.microsoft.azure.batch.protocol.models.TaskCounts;
import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import io.dropbatch.scheduler.domain.scale.NodeNumbers;
import io.dropbatch.scheduler.domain.scale.PoolState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
                            + "currentLowPriorityNodes,targetDedicatedNodes,targetLowPriorityNodes,metadata,vmSize,taskSlotsPerNode,"
                            + "enableAutoScale");

    private final BatchServiceClient batch;
    private final ResourceManagerPools manager;
    private final String identity;
    private final Clock clock;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    /**
     * @param manager makes the pools whose nodes carry an identity
     * @param identity resource id of the managed identity of all nodes; empty when they have none
     */
    public AzureBatchPools(BatchServiceClient batch, ResourceManagerPools manager, String identity, Clock clock) {
        this.batch = batch;
        this.manager = manager;
        this.identity = identity;
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
        List<CloudPool> pools = batch.pools().list(OURS).stream()
                .filter(pool -> !PoolParameters.isBeingDeleted(pool))
                .filter(PoolParameters::isOurs)
                .toList();
        Map<String, Integer> preempted = preempted(pools);
        return pools.stream()
                .map(pool -> PoolParameters.state(pool, preempted.getOrDefault(pool.id(), 0)))
                .toList();
    }

    /** Asked for only while there are spot nodes. */
    private Map<String, Integer> preempted(List<CloudPool> pools) {
        boolean none = pools.stream()
                .allMatch(pool -> pool.currentLowPriorityNodes() == null || pool.currentLowPriorityNodes() == 0);
        return none
                ? Map.of()
                : batch.accounts().listPoolNodeCounts().stream()
                        .filter(counts -> counts.lowPriority() != null)
                        .collect(Collectors.toMap(
                                PoolNodeCounts::poolId,
                                counts -> counts.lowPriority().preempted(),
                                (one, same) -> one));
    }

    @Override
    public BatchAnswer changeSize(PoolState pool, PoolSpec of, PoolSize size) {
        PoolPatchParameter change = PoolParameters.of(of, size);
        return BatchCalls.ofPool(
                "change size of pool", pool.id(), () -> batch.pools().patch(pool.id(), change));
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
            if (isResizedHere(pool)) {
                grow(PoolParameters.state(found, 0), nodes);
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

    /** Where more is to be decided than a number, the next look at all pools does it. */
    private static boolean isResizedHere(PoolSpec pool) {
        PoolSetup setup = pool.setupOrPlain();
        return !pool.madeByOperator()
                && setup.scaling() == ScalingMode.RESIZE
                && setup.kind() == NodeKind.DEDICATED
                && setup.otherSizes().isEmpty();
    }

    /** The answer is ignored, because KeepPools checks the pools regularly. */
    private void grow(PoolState pool, int nodes) {
        if (pool.target().total() < nodes && !pool.lacksNodes()) {
            resize(pool, NodeNumbers.dedicated(nodes));
        }
    }

    /** Takes the first VM size that Azure offers. */
    private BatchAnswer create(PoolSpec pool, int nodes) {
        if (pool.madeByOperator()) {
            return new BatchAnswer.Never(Failure.of(
                    FailureCode.POOL_UNHEALTHY,
                    "there is no pool " + pool.id()
                            + " in the Batch account: pool.id names one that the operator makes"));
        }
        BatchAnswer last = BatchAnswer.done();
        for (PoolSize size : pool.sizes()) {
            last = create(new PoolCreation(pool, size, nodes, clock.instant()));
            if (!RefusalAnswers.saysUnknownSize(last)) {
                return last;
            }
        }
        return last;
    }

    private BatchAnswer create(PoolCreation creation) {
        List<String> identities = identities(creation.setup().identity());
        if (!identities.isEmpty()) {
            return manager.create(creation, identities);
        }
        PoolAddParameter parameter = PoolParameters.of(creation);
        return BatchCalls.ofPool(
                "create pool", creation.pool().id(), () -> batch.pools().add(parameter), BatchErrorCode.POOL_EXISTS);
    }

    /** Of all nodes, and of this pool's besides. */
    private List<String> identities(@Nullable String own) {
        Set<String> all = new LinkedHashSet<>();
        if (!identity.isEmpty()) {
            all.add(identity);
        }
        if (own != null) {
            all.add(own);
        }
        return List.copyOf(all);
    }
}
