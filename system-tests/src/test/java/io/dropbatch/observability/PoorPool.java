package io.dropbatch.observability;

import static org.awaitility.Awaitility.await;

import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.MetadataItem;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.ServiceMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A pool that Batch gives no nodes, since the quota of cores is used up. No drop needs it, so that none waits for it.
 */
final class PoorPool implements AutoCloseable {

    private static final String ID = "dropbatch-seen-poor";
    private static final String ERRORS = "dropbatch_pool_resize_errors_total";

    private final RunningSystem system;
    private final double before;

    private PoorPool(RunningSystem system) {
        this.system = system;
        this.before = ServiceMetrics.of(system, "SCHEDULER_URL", ERRORS);
    }

    static PoorPool create(RunningSystem system, BatchFaults faults) {
        PoorPool poor = new PoorPool(system);
        faults.arm("{\"coreQuota\": {\"pool\": \"" + ID + "\", \"count\": 1}}");
        VirtualMachineConfiguration machine = new VirtualMachineConfiguration()
                .withImageReference(new ImageReference()
                        .withPublisher("canonical")
                        .withOffer("ubuntu-24_04-lts")
                        .withSku("server"))
                .withNodeAgentSKUId("batch.node.ubuntu 24.04");
        try {
            system.batch()
                    .poolOperations()
                    .createPool(new PoolAddParameter()
                            .withId(ID)
                            .withVmSize("Standard_D2s_v5")
                            .withVirtualMachineConfiguration(machine)
                            .withTargetDedicatedNodes(1)
                            .withMetadata(
                                    List.of(new MetadataItem().withName("owner").withValue("dropbatch"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return poor;
    }

    /** Waits until the scheduler has seen that it lacks nodes. */
    void awaitSeen() {
        await("a resize with an error")
                .atMost(RunningSystem.LIMIT)
                .until(() -> ServiceMetrics.of(system, "SCHEDULER_URL", ERRORS) > before);
    }

    @Override
    public void close() {
        try {
            system.batch().poolOperations().deletePool(ID);
            await("the end of " + ID).atMost(RunningSystem.LIMIT).until(this::isGone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isGone() throws IOException {
        try {
            system.batch().poolOperations().getPool(ID);
            return false;
        } catch (BatchErrorException gone) {
            return gone.body().code().equals("PoolNotFound");
        }
    }
}
