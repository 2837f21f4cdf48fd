package io.dropbatch.bus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyTimerTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void has_a_bucket_for_each_objective_that_is_likely() {
        LatencyTimer latency = LatencyTimer.latency(meters, "dropbatch.test", "A test");

        latency.record(NOON, NOON.plusSeconds(7), "workload", "sum");

        Timer timer = meters.get("dropbatch.test").tag("workload", "sum").timer();
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(Arrays.stream(timer.takeSnapshot().histogramCounts()).map(bucket -> bucket.bucket(TimeUnit.SECONDS)))
                .containsExactly(.1, .25, .5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0);
        assertThat(Arrays.stream(timer.takeSnapshot().histogramCounts())
                        .filter(bucket -> bucket.bucket(TimeUnit.SECONDS) >= 10)
                        .map(CountAtBucket::count))
                .containsOnly(1.0);
        assertThat(Arrays.stream(timer.takeSnapshot().histogramCounts())
                        .filter(bucket -> bucket.bucket(TimeUnit.SECONDS) < 7)
                        .map(CountAtBucket::count))
                .containsOnly(0.0);
    }

    @Test
    void tells_lifetimes_of_up_to_a_day_apart() {
        LatencyTimer lifetime = LatencyTimer.lifetime(meters, "dropbatch.test", "A test");

        lifetime.record(Duration.ofHours(20));

        CountAtBucket[] buckets =
                meters.get("dropbatch.test").timer().takeSnapshot().histogramCounts();
        assertThat(buckets).hasSize(14);
        assertThat(buckets[0].bucket(TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(buckets[13].bucket(TimeUnit.HOURS)).isEqualTo(24);
        assertThat(buckets[13].count()).isEqualTo(1);
        assertThat(buckets[12].count()).isZero();
    }

    @Test
    void takes_a_negative_time_of_two_clocks_for_none() {
        LatencyTimer latency = LatencyTimer.latency(meters, "dropbatch.test", "A test");

        latency.record(NOON, NOON.minusSeconds(2));

        Timer timer = meters.get("dropbatch.test").timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isZero();
    }

    @Test
    void shows_an_objective_in_seconds() {
        LatencyTimer.objective(meters, "drop-to-job", Duration.ofMillis(2500));

        assertThat(meters.get("dropbatch.objective")
                        .tag("objective", "drop-to-job")
                        .gauge()
                        .value())
                .isEqualTo(2.5);
    }
}
