package io.dropbatch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.scheduler.domain.pool.NodeDisk;
import io.dropbatch.scheduler.domain.pool.NodeNetwork;
import io.dropbatch.scheduler.domain.pool.PoolProfile;
import io.dropbatch.scheduler.domain.pool.PoolProfiles;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PublicAddress;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import io.dropbatch.scheduler.domain.scale.SpotLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What an operator writes about pools, as {@code docs/pools.md} shows it. */
class PoolPropertiesTest {

    @Test
    void reads_a_profile_with_everything() {
        PoolProfiles offered = bound(Map.ofEntries(
                        Map.entry("dropbatch.pools.profiles.big-memory.vm-sizes", "Standard_E8s_v5,Standard_E8_v3"),
                        Map.entry("dropbatch.pools.profiles.big-memory.image", "ubuntu-22.04"),
                        Map.entry("dropbatch.pools.profiles.big-memory.max-nodes", "7"),
                        Map.entry("dropbatch.pools.profiles.big-memory.nodes", "spot-then-dedicated"),
                        Map.entry("dropbatch.pools.profiles.big-memory.scaling", "formula"),
                        Map.entry("dropbatch.pools.profiles.big-memory.identity", "/identity"),
                        Map.entry("dropbatch.pools.profiles.big-memory.network.subnet", "/subnet"),
                        Map.entry("dropbatch.pools.profiles.big-memory.network.public-address", "own"),
                        Map.entry("dropbatch.pools.profiles.big-memory.network.addresses", "/ip"),
                        Map.entry("dropbatch.pools.profiles.big-memory.network.simplified", "true"),
                        Map.entry("dropbatch.pools.profiles.big-memory.os-disk.gigabytes", "128"),
                        Map.entry("dropbatch.pools.profiles.big-memory.os-disk.type", "premium_lrs"),
                        Map.entry("dropbatch.pools.profiles.big-memory.start-task", "true"),
                        Map.entry("dropbatch.pools.shared", "gpus,more")))
                .offered();

        assertThat(offered.byName())
                .isEqualTo(Map.of(
                        "big-memory",
                        new PoolProfile(
                                List.of("Standard_E8s_v5", "Standard_E8_v3"),
                                "ubuntu-22.04",
                                7,
                                "true",
                                new PoolSetup(
                                        NodeKind.SPOT_THEN_DEDICATED,
                                        ScalingMode.FORMULA,
                                        List.of(),
                                        "/identity",
                                        new NodeNetwork("/subnet", PublicAddress.OWN, List.of("/ip"), true),
                                        new NodeDisk(128, "premium_lrs")))));
        assertThat(offered.sharedPools()).containsExactlyInAnyOrder("gpus", "more");
    }

    @Test
    void a_profile_needs_only_a_vm_size() {
        PoolProperties pools = bound(Map.of("dropbatch.pools.profiles.small.vm-sizes", "Standard_B2s"));

        assertThat(pools.offered().byName())
                .isEqualTo(Map.of(
                        "small", new PoolProfile(List.of("Standard_B2s"), "ubuntu-24.04", 100, null, PoolSetup.PLAIN)));
        assertThat(pools.spotLimits()).isEqualTo(new SpotLimits(5, Duration.ofHours(1)));
        assertThat(pools.resourceManager()).isEmpty();
    }

    @Test
    void says_which_name_a_wrong_one_may_mean() {
        PoolProfiles offered = bound(Map.of("dropbatch.pools.profiles.render.vm-sizes", "Standard_F8s_v2"))
                .offered();

        assertThat(offered.hint().apply("rendr", offered.byName().keySet())).isEqualTo(": did you mean 'render'?");
        assertThat(offered.hint().apply("gpus", offered.sharedPools())).isEqualTo(": there are none.");
    }

    private static PoolProperties bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bind("dropbatch.pools", PoolProperties.class)
                .get();
    }
}
