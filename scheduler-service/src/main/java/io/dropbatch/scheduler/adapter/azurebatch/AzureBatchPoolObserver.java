package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.NodeCounts;
import com.microsoft.azure.batch.protocol.models.PoolListOptions;
import com.microsoft.azure.batch.protocol.models.PoolNodeCounts;
import com.microsoft.azure.batch.protocol.models.ResizeError;
import io.dropbatch.scheduler.app.port.PoolObserver;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.joda.time.DateTime;
import org.jspecify.annotations.Nullable;

/** Asks Batch for all pools and for the number of nodes in each state: two requests for up to ten pools. */
public final class AzureBatchPoolObserver implements PoolObserver {

    private static final PoolListOptions OURS = new PoolListOptions()
            .withFilter("startswith(id,'" + PoolSpec.ID_PREFIX + "')")
            .withSelect("id,state,targetDedicatedNodes,targetLowPriorityNodes,taskSlotsPerNode,resizeErrors,"
                    + "allocationStateTransitionTime,metadata");

    private static final NodeCounts NONE = new NodeCounts();

    private final BatchServiceClient batch;

    public AzureBatchPoolObserver(BatchServiceClient batch) {
        this.batch = batch;
    }

    @Override
    public List<ObservedPool> observe() {
        List<CloudPool> pools =
                batch.pools().list(OURS).stream().filter(PoolParameters::isOurs).toList();
        if (pools.isEmpty()) {
            return List.of();
        }
        Map<String, PoolNodeCounts> counts = batch.accounts().listPoolNodeCounts().stream()
                .collect(Collectors.toMap(PoolNodeCounts::poolId, count -> count, (one, same) -> one));
        return pools.stream().map(pool -> observed(pool, counts.get(pool.id()))).toList();
    }

    private static ObservedPool observed(CloudPool pool, @Nullable PoolNodeCounts counts) {
        List<ResizeError> errors = Objects.requireNonNullElse(pool.resizeErrors(), List.of());
        return new ObservedPool(
                pool.id(),
                numberOf(pool.taskSlotsPerNode(), 1),
                numberOf(pool.targetDedicatedNodes(), 0),
                numberOf(pool.targetLowPriorityNodes(), 0),
                states(counts == null ? NONE : counts.dedicated()),
                states(counts == null ? NONE : counts.lowPriority()),
                instantOf(pool.allocationStateTransitionTime()),
                errors.stream().map(ResizeError::code).toList());
    }

    private static Map<String, Integer> states(NodeCounts counts) {
        return Map.ofEntries(
                Map.entry("creating", counts.creating()),
                Map.entry("idle", counts.idle()),
                Map.entry("leaving-pool", counts.leavingPool()),
                Map.entry("offline", counts.offline()),
                Map.entry("preempted", counts.preempted()),
                Map.entry("rebooting", counts.rebooting()),
                Map.entry("reimaging", counts.reimaging()),
                Map.entry("running", counts.running()),
                Map.entry("starting", counts.starting()),
                Map.entry("start-task-failed", counts.startTaskFailed()),
                Map.entry("unknown", counts.unknown()),
                Map.entry("unusable", counts.unusable()),
                Map.entry("waiting-for-start-task", counts.waitingForStartTask()),
                Map.entry("upgrading-os", counts.upgradingOS()),
                Map.entry("deallocated", counts.deallocated()),
                Map.entry("deallocating", counts.deallocating()));
    }

    private static int numberOf(@Nullable Integer number, int otherwise) {
        return number == null ? otherwise : number;
    }

    private static @Nullable Instant instantOf(@Nullable DateTime time) {
        return time == null ? null : Instant.ofEpochMilli(time.getMillis());
    }
}
