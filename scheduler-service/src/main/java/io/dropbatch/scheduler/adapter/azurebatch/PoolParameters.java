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
import io.dropbatch.scheduler.app.port.ComputeAccount.PoolState;
import io.dropbatch.scheduler.domain.NodeImage;
import io.dropbatch.scheduler.domain.PoolSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts pools to the SDK's types; each has a fixed size, which the scheduler changes. */
final class PoolParameters {

    private static final String MIN_NODES = "minNodes";
    private static final String MAX_NODES = "maxNodes";

    private PoolParameters() {}

    static PoolAddParameter of(PoolSpec pool) {
        PoolAddParameter parameter = new PoolAddParameter()
                .withId(pool.id())
                .withVmSize(pool.vmSize())
                .withVirtualMachineConfiguration(image(pool.image()))
                .withTargetDedicatedNodes(pool.maxNodes())
                .withTaskSlotsPerNode(pool.slotsPerNode())
                .withMetadata(List.of(
                        SdkValues.metadata(SdkValues.OWNER, SdkValues.OURS),
                        SdkValues.metadata(MIN_NODES, Integer.toString(pool.minNodes())),
                        SdkValues.metadata(MAX_NODES, Integer.toString(pool.maxNodes()))));
        @Nullable String startTask = pool.startTask();
        return startTask == null ? parameter : parameter.withStartTask(startTask(startTask));
    }

    static PoolState state(CloudPool pool) {
        int target = pool.targetDedicatedNodes() == null ? 0 : pool.targetDedicatedNodes();
        return new PoolState(
                pool.id(),
                number(SdkValues.metadata(pool.metadata(), MIN_NODES), target),
                number(SdkValues.metadata(pool.metadata(), MAX_NODES), target),
                target,
                pool.currentDedicatedNodes() == null ? target : pool.currentDedicatedNodes(),
                pool.allocationState() == null || pool.allocationState() == AllocationState.STEADY,
                pool.currentLowPriorityNodes() == null ? 0 : pool.currentLowPriorityNodes());
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

    private static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
