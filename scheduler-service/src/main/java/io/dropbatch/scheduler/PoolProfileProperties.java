package io.dropbatch.scheduler;

import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.scheduler.domain.pool.NodeDisk;
import io.dropbatch.scheduler.domain.pool.NodeNetwork;
import io.dropbatch.scheduler.domain.pool.PoolProfile;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PublicAddress;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A kind of pool that the operator offers.
 *
 * @param vmSizes in order of preference: the next one is tried when Azure has no nodes of one
 * @param identity resource id of a managed identity that the nodes carry besides {@code dropbatch.batch.identity}
 * @param nodes the kind of nodes, where the workload does not say
 * @param scaling who changes the size of its pools
 */
public record PoolProfileProperties(
        @NotEmpty(message = "has to name at least one VM size, such as Standard_D4ds_v5")
        List<@Pattern(regexp = "[A-Za-z0-9_-]{1,64}", message = "has to be the name of a VM size") String> vmSizes,

        @DefaultValue("ubuntu-24.04") String image,
        @DefaultValue("100") @Min(1) int maxNodes,
        @DefaultValue("dedicated") @NotNull NodeKind nodes,
        @DefaultValue("resize") @NotNull ScalingMode scaling,
        @DefaultValue("") String startTask,
        @DefaultValue("") String identity,
        @DefaultValue @Valid Network network,
        @DefaultValue @Valid Disk osDisk) {

    /**
     * The network of the nodes.
     *
     * @param addresses resource ids of public addresses, for {@code public-address: own}
     * @param simplified whether nodes need no inbound connection from Batch
     */
    public record Network(
            @DefaultValue("") String subnet,
            @DefaultValue("batch") @NotNull PublicAddress publicAddress,
            @DefaultValue List<String> addresses,
            @DefaultValue("false") boolean simplified) {

        @Nullable
        NodeNetwork network() {
            boolean usual = subnet.isEmpty() && publicAddress == PublicAddress.BATCH && !simplified;
            return usual ? null : new NodeNetwork(orNull(subnet), publicAddress, addresses, simplified);
        }
    }

    /** The disk with the operating system; 0 gigabytes for the image's own size. */
    public record Disk(
            @DefaultValue("0") @Min(0) int gigabytes,

            @DefaultValue("")
            @Pattern(
                    regexp = "|standard_lrs|standardssd_lrs|premium_lrs",
                    message = "has to be standard_lrs, standardssd_lrs or premium_lrs")
            String type) {

        @Nullable
        NodeDisk disk() {
            return gigabytes == 0 && type.isEmpty()
                    ? null
                    : new NodeDisk(gigabytes == 0 ? null : (Integer) gigabytes, orNull(type));
        }
    }

    PoolProfile profile() {
        PoolSetup setup = new PoolSetup(nodes, scaling, List.of(), orNull(identity), network.network(), osDisk.disk());
        return new PoolProfile(vmSizes, image, maxNodes, orNull(startTask), setup);
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
