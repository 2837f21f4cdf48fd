package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.AutoUserScope;
import com.microsoft.azure.batch.protocol.models.AutoUserSpecification;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.ElevationLevel;
import com.microsoft.azure.batch.protocol.models.IPAddressProvisioningType;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.LinuxUserConfiguration;
import com.microsoft.azure.batch.protocol.models.ManagedDisk;
import com.microsoft.azure.batch.protocol.models.NetworkConfiguration;
import com.microsoft.azure.batch.protocol.models.NodeCommunicationMode;
import com.microsoft.azure.batch.protocol.models.OSDisk;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolPatchParameter;
import com.microsoft.azure.batch.protocol.models.PublicIPAddressConfiguration;
import com.microsoft.azure.batch.protocol.models.StartTask;
import com.microsoft.azure.batch.protocol.models.StorageAccountType;
import com.microsoft.azure.batch.protocol.models.UserAccount;
import com.microsoft.azure.batch.protocol.models.UserIdentity;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import io.dropbatch.batch.NodeCredentials;
import io.dropbatch.planning.task.NodeAccount;
import io.dropbatch.scheduler.domain.pool.NodeDisk;
import io.dropbatch.scheduler.domain.pool.NodeImage;
import io.dropbatch.scheduler.domain.pool.NodeNetwork;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.PublicAddress;
import io.dropbatch.scheduler.domain.scale.NodeNumbers;
import io.dropbatch.scheduler.domain.scale.PoolAllocation;
import io.dropbatch.scheduler.domain.scale.PoolState;
import io.dropbatch.scheduler.domain.scale.PoolTraits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.time.DateTime;
import org.joda.time.Period;
import org.jspecify.annotations.Nullable;

/** Converts pools to the SDK's types. */
final class PoolParameters {

    private static final int LARGE = 100;
    private static final int VERY_LARGE = 1000;

    /** The shortest interval that Batch allows. */
    private static final Period EVALUATION = Period.minutes(5);

    private PoolParameters() {}

    static PoolAddParameter of(PoolCreation creation) {
        PoolSetup setup = creation.setup();
        PoolAddParameter parameter = new PoolAddParameter()
                .withId(creation.pool().id())
                .withVmSize(creation.size().vmSize())
                .withVirtualMachineConfiguration(machine(creation.size().image(), setup.disk()))
                .withTaskSlotsPerNode(creation.size().slots())
                .withNetworkConfiguration(network(setup.network()))
                .withEnableInterNodeCommunication(creation.pool().isConnected() ? true : null)
                .withUserAccounts(accounts(creation))
                .withTargetNodeCommunicationMode(
                        isSimplified(setup.network()) ? NodeCommunicationMode.SIMPLIFIED : null)
                .withStartTask(startTask(creation.pool().startTask()))
                .withMetadata(creation.metadata().entrySet().stream()
                        .map(item -> SdkValues.metadata(item.getKey(), item.getValue()))
                        .toList());
        return sized(parameter, creation);
    }

    /** What a pool without nodes gets with another VM size. */
    static PoolPatchParameter of(PoolSpec pool, PoolSize size) {
        return new PoolPatchParameter()
                .withVmSize(size.vmSize())
                .withTaskSlotsPerNode(size.slots())
                .withVirtualMachineConfiguration(
                        machine(size.image(), pool.setupOrPlain().disk()));
    }

    private static PoolAddParameter sized(PoolAddParameter parameter, PoolCreation creation) {
        if (creation.isByFormula()) {
            return parameter
                    .withEnableAutoScale(true)
                    .withAutoScaleFormula(creation.formula())
                    .withAutoScaleEvaluationInterval(EVALUATION);
        }
        return parameter
                .withTargetDedicatedNodes(creation.numbers().dedicated())
                .withTargetLowPriorityNodes(creation.numbers().spot())
                .withResizeTimeout(allocationTimeout(creation.nodes()));
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

    static PoolState state(CloudPool pool, int preempted) {
        NodeNumbers target =
                new NodeNumbers(orZero(pool.targetDedicatedNodes()), orZero(pool.targetLowPriorityNodes()));
        int spot = orZero(pool.currentLowPriorityNodes());
        return new PoolState(
                pool.id(),
                new PoolTraits(
                        number(SdkValues.metadata(pool.metadata(), PoolCreation.MIN_NODES), target.total()),
                        number(SdkValues.metadata(pool.metadata(), PoolCreation.MAX_NODES), target.total()),
                        pool.vmSize() == null ? "" : pool.vmSize(),
                        pool.taskSlotsPerNode() == null ? 1 : pool.taskSlotsPerNode(),
                        SdkValues.metadata(pool.metadata(), PoolCreation.SPOT).equals("true"),
                        Boolean.TRUE.equals(pool.enableAutoScale())),
                target,
                new NodeNumbers(orZero(pool.currentDedicatedNodes()), Math.max(0, spot - preempted)),
                Math.min(spot, preempted),
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

    private static VirtualMachineConfiguration machine(NodeImage image, @Nullable NodeDisk disk) {
        return new VirtualMachineConfiguration()
                .withNodeAgentSKUId(image.nodeAgent())
                .withOsDisk(disk(disk))
                .withImageReference(new ImageReference()
                        .withPublisher(image.publisher())
                        .withOffer(image.offer())
                        .withSku(image.sku())
                        .withVersion(image.version()));
    }

    private static @Nullable OSDisk disk(@Nullable NodeDisk disk) {
        if (disk == null) {
            return null;
        }
        String type = disk.type();
        return new OSDisk()
                .withDiskSizeGB(disk.gigabytes())
                .withManagedDisk(
                        type == null
                                ? null
                                : new ManagedDisk().withStorageAccountType(StorageAccountType.fromString(type)));
    }

    private static @Nullable NetworkConfiguration network(@Nullable NodeNetwork network) {
        if (network == null) {
            return null;
        }
        return new NetworkConfiguration()
                .withSubnetId(network.subnet())
                .withPublicIPAddressConfiguration(
                        network.publicAddress() == PublicAddress.BATCH
                                ? null
                                : new PublicIPAddressConfiguration()
                                        .withProvision(provision(network.publicAddress()))
                                        .withIpAddressIds(network.addresses().isEmpty() ? null : network.addresses()));
    }

    private static IPAddressProvisioningType provision(PublicAddress address) {
        return switch (address) {
            case BATCH -> IPAddressProvisioningType.BATCH_MANAGED;
            case OWN -> IPAddressProvisioningType.USER_MANAGED;
            case NONE -> IPAddressProvisioningType.NO_PUBLIC_IPADDRESSES;
        };
    }

    static boolean isSimplified(@Nullable NodeNetwork network) {
        return network != null && network.simplified();
    }

    private static @Nullable List<UserAccount> accounts(PoolCreation creation) {
        if (!creation.pool().isConnected()) {
            return null;
        }
        NodeCredentials credentials = NodeCredentials.generate();
        return List.of(new UserAccount()
                .withName(NodeAccount.NAME)
                .withPassword(credentials.password())
                .withElevationLevel(ElevationLevel.NON_ADMIN)
                .withLinuxUserConfiguration(new LinuxUserConfiguration().withSshPrivateKey(credentials.privateKey())));
    }

    private static @Nullable StartTask startTask(@Nullable String command) {
        if (command == null) {
            return null;
        }
        return new StartTask()
                .withCommandLine(PoolCreation.START_COMMAND)
                .withEnvironmentSettings(SdkValues.settings(Map.of(PoolCreation.START_VARIABLE, command)))
                .withUserIdentity(new UserIdentity()
                        .withAutoUser(new AutoUserSpecification()
                                .withScope(AutoUserScope.POOL)
                                .withElevationLevel(ElevationLevel.ADMIN)))
                .withMaxTaskRetryCount(PoolCreation.START_RETRIES)
                .withWaitForSuccess(true);
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    private static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
