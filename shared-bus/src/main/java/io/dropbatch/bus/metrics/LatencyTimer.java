package io.dropbatch.bus.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

/**
 * Measures the time from one fact to another in buckets that are the same for all latencies, so that a share of them
 * can be compared with an objective. The facts may be told by two clocks: a negative time counts as none.
 */
public final class LatencyTimer {

    private static final Duration[] LATENCIES = LongStream.of(
                    100, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000,
                    1_800_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final Duration[] LIFETIMES = LongStream.of(
                    1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400)
            .mapToObj(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final MeterProvider<Timer> timers;

    private LatencyTimer(Timer.Builder timer, MeterRegistry meters) {
        this.timers = timer.withRegistry(meters);
    }

    /** For what takes from a tenth of a second to half an hour. */
    public static LatencyTimer latency(MeterRegistry meters, String name, String description) {
        return new LatencyTimer(Timer.builder(name).description(description).serviceLevelObjectives(LATENCIES), meters);
    }

    /** For what takes from a second to a day. */
    public static LatencyTimer lifetime(MeterRegistry meters, String name, String description) {
        return new LatencyTimer(Timer.builder(name).description(description).serviceLevelObjectives(LIFETIMES), meters);
    }

    /** Shows how long a latency may be as a gauge, beside which the latency is drawn. */
    public static void objective(MeterRegistry meters, String objective, Duration longest) {
        Gauge.builder("dropbatch.objective", longest, time -> time.toMillis() / 1000.0)
                .description("How long a latency may be, by the settings")
                .baseUnit("seconds")
                .tag("objective", objective)
                .strongReference(true)
                .register(meters);
    }

    /** @param labels names and values in turn */
    public void record(Instant from, Instant to, String... labels) {
        record(Duration.between(from, to), labels);
    }

    /** @param labels names and values in turn */
    public void record(Duration time, String... labels) {
        timers.withTags(labels).record(time.isNegative() ? Duration.ZERO : time);
    }

    /** Makes the timer exist before it measures anything. */
    public void exist(String... labels) {
        timers.withTags(labels);
    }
}
