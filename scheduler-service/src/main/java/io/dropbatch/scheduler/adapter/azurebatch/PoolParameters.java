package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.AutoUserScope;
import com.microsoft.azure.batch.protocol.models.AutoUserSpecification;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.ElevationLevel;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.StartTask;
import com.microsoft.azure.batch.protocol.models.UserIdentity;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import io.dropbatch.scheduler.domain.pool.NodeImage;
import io.dropbatch.scheduler.domain.pool.NodeNumbers;
import io.dropbatch.scheduler.domain.pool.PoolAllocation;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.PoolState;
import io.dropbatch.scheduler.domain.pool.PoolTraits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.time.DateTime;
import org.joda.time.Period;
import org.jspecify.annotations.Nullable;

/** Converts pools to the SDK's types; each has a fixed size, which the scheduler changes. */
final class PoolParameters {

    private static final String MIN_NODES = "minNodes";
    private static final String MAX_NODES = "maxNodes";
    private static final int LARGE = 100;
    private static final int VERY_LARGE = 1000;

    private PoolParameters() {}

    /** @param nodes to begin with */
    static PoolAddParameter of(PoolSpec pool, int nodes) {
        PoolAddParameter parameter = new PoolAddParameter()
                .withId(pool.id())
                .withVmSize(pool.vmSize())
                .withVirtualMachineConfiguration(image(pool.image()))
                .withTargetDedicatedNodes(nodes)
                .withResizeTimeout(allocationTimeout(nodes))
                .withTaskSlotsPerNode(pool.slotsPerNode())
                .withMetadata(List.of(
                        SdkValues.metadata(SdkValues.OWNER, SdkValues.OURS),
                        SdkValues.metadata(MIN_NODES, Integer.toString(pool.minNodes())),
                        SdkValues.metadata(MAX_NODES, Integer.toString(pool.maxNodes()))));
        @Nullable String startTask = pool.startTask();
        return startTask == null ? parameter : parameter.withStartTask(startTask(startTask));
    }

    /**
     * How long Azure may try to find nodes; only at the end it tells why it has none. The least that Batch allows, and more
     * for pools of a size that takes longer to allocate.
     */
    static Period allocationTimeout(int nodes) {
        if (nodes > VERY_LARGE) {
            return Period.minutes(30);
        }
        return nodes > LARGE ? Period.minutes(15) : Period.minutes(5);
    }

    static PoolState state(CloudPool pool) {
        NodeNumbers target =
                new NodeNumbers(orZero(pool.targetDedicatedNodes()), orZero(pool.targetLowPriorityNodes()));
        return new PoolState(
                pool.id(),
                new PoolTraits(
                        number(SdkValues.metadata(pool.metadata(), MIN_NODES), target.total()),
                        number(SdkValues.metadata(pool.metadata(), MAX_NODES), target.total())),
                target,
                new NodeNumbers(orZero(pool.currentDedicatedNodes()), orZero(pool.currentLowPriorityNodes())),
                allocation(pool),
                pool.eTag() == null ? "" : pool.eTag());
    }

    private static PoolAllocation allocation(CloudPool pool) {
        @Nullable
        DateTime changed = pool.allocationStateTransitionTime() == null
                ? pool.creationTime()
                : pool.allocationStateTransitionTime();
        Instant since = changed == null ? Instant.EPOCH : Instant.ofEpochMilli(changed.getMillis());
        if (pool.allocationState() == AllocationState.RESIZING) {
            return new PoolAllocation(PoolAllocation.State.RESIZING, since);
        }
        return pool.allocationState() == AllocationState.STOPPING
                ? new PoolAllocation(PoolAllocation.State.STOPPING, since)
                : new PoolAllocation(PoolAllocation.State.STEADY, since);
    }

    static boolean isBeingDeleted(CloudPool pool) {
        return pool.state() == com.microsoft.azure.batch.protocol.models.PoolState.DELETING;
    }

    static boolean isOurs(CloudPool pool) {
        return SdkValues.OURS.equals(SdkValues.metadata(pool.metadata(), SdkValues.OWNER));
    }

    private static VirtualMachineConfiguration image(NodeImage image) {
        return new VirtualMachineConfiguration()
                .withNodeAgentSKUId(image.nodeAgent())
                .withImageReference(new ImageReference()
                        .withPublisher(image.publisher())
                        .withOffer(image.offer())
                        .withSku(image.sku())
                        .withVersion(image.version()));
    }

    /**
     * Runs elevated, to install programs. The command is passed in a variable, so that Batch's quoting cannot change
     * it.
     */
    private static StartTask startTask(String command) {
        return new StartTask()
                .withCommandLine("/bin/sh -c 'eval \"$DROPBATCH_START_TASK\"'")
                .withEnvironmentSettings(SdkValues.settings(Map.of("DROPBATCH_START_TASK", command)))
                .withUserIdentity(new UserIdentity()
                        .withAutoUser(new AutoUserSpecification()
                                .withScope(AutoUserScope.POOL)
                                .withElevationLevel(ElevationLevel.ADMIN)))
                .withMaxTaskRetryCount(2)
                .withWaitForSuccess(true);
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    private static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
