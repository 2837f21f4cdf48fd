package io.dropbatch.scheduler.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.scheduler.app.port.PoolObserver.ObservedPool;
import io.dropbatch.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolMetersTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private List<ObservedPool> pools = List.of();
    private final PoolMeters metered = new PoolMeters(() -> pools, meters, clock);

    @Test
    void shows_nodes_targets_and_slots_of_each_pool() {
        pools = List.of(pool("p", Map.of("running", 2, "idle", 1), Map.of("preempted", 1)));

        metered.look();

        assertThat(nodes("p", "dedicated", "running")).isEqualTo(2);
        assertThat(nodes("p", "dedicated", "idle")).isEqualTo(1);
        assertThat(nodes("p", "spot", "preempted")).isEqualTo(1);
        assertThat(gauge("dropbatch.pool.target.nodes", "pool", "p", "kind", "dedicated"))
                .isEqualTo(4);
        assertThat(gauge("dropbatch.pool.target.nodes", "pool", "p", "kind", "spot"))
                .isEqualTo(1);
        assertThat(gauge("dropbatch.pool.slots", "pool", "p")).isEqualTo(8);
    }

    @Test
    void shows_no_pool_that_is_gone() {
        pools = List.of(pool("p", Map.of("idle", 1), Map.of()));
        metered.look();
        pools = List.of();

        metered.look();

        assertThat(meters.find("dropbatch.pool.nodes").gauges()).isEmpty();
        assertThat(meters.find("dropbatch.pool.slots").gauges()).isEmpty();
    }

    @Test
    void counts_the_time_of_nodes_by_their_use() {
        pools = List.of(pool("p", Map.of("running", 2, "idle", 1, "starting", 1), Map.of("preempted", 3)));
        metered.look();
        clock.advance(Duration.ofSeconds(15));
        metered.look();
        clock.advance(Duration.ofSeconds(15));
        pools = List.of(pool("p", Map.of("idle", 1), Map.of()));
        metered.look();

        assertThat(seconds("p", "running")).isEqualTo(2 * 15);
        assertThat(seconds("p", "idle")).isEqualTo(15 + 15);
        assertThat(seconds("p", "other")).isEqualTo(15);
    }

    @Test
    void does_not_count_the_time_before_a_pool_was_seen_nor_a_long_gap() {
        metered.look();
        clock.advance(Duration.ofSeconds(15));
        pools = List.of(pool("p", Map.of("idle", 1), Map.of()));
        metered.look();
        assertThat(seconds("p", "idle")).isZero();

        clock.advance(Duration.ofHours(1));
        metered.look();

        assertThat(seconds("p", "idle")).isZero();
    }

    @Test
    void counts_the_errors_of_each_resize_once() {
        pools = List.of(failing("p", NOON));
        metered.look();
        metered.look();
        assertThat(errors("p")).isEqualTo(1);

        pools = List.of(failing("p", NOON.plusSeconds(60)));
        metered.look();

        assertThat(errors("p")).isEqualTo(2);
    }

    private static ObservedPool pool(String id, Map<String, Integer> dedicated, Map<String, Integer> spot) {
        return new ObservedPool(id, 2, 4, 1, dedicated, spot, NOON, List.of());
    }

    private static ObservedPool failing(String id, Instant at) {
        return new ObservedPool(id, 2, 4, 1, Map.of(), Map.of(), at, List.of("AccountCoreQuotaReached"));
    }

    private double nodes(String pool, String kind, String state) {
        return gauge("dropbatch.pool.nodes", "pool", pool, "kind", kind, "state", state);
    }

    private double gauge(String name, String... labels) {
        return meters.get(name).tags(labels).gauge().value();
    }

    private double seconds(String pool, String use) {
        return meters.get("dropbatch.pool.node")
                .tags("pool", pool, "use", use)
                .counter()
                .count();
    }

    private double errors(String pool) {
        return meters.get("dropbatch.pool.resize.errors")
                .tags("pool", pool, "code", "AccountCoreQuotaReached")
                .counter()
                .count();
    }
}
