package io.dropbatch.localazure.batch.engine.pool;

import io.dropbatch.localazure.batch.autoscale.sample.MetricSample;
import io.dropbatch.localazure.batch.autoscale.sample.MetricSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** The next times at which a pool is sampled and its formula is evaluated. */
final class ScaleSchedule {

    private final MetricSamples samples;
    private Instant nextSample;
    private Instant nextRun;

    ScaleSchedule(MetricSamples samples, Instant nextSample, Instant nextRun) {
        this.samples = samples;
        this.nextSample = nextSample;
        this.nextRun = nextRun;
    }

    MetricSamples samples() {
        return samples;
    }

    Instant nextSample() {
        return nextSample;
    }

    Instant next() {
        return nextRun.isBefore(nextSample) ? nextRun : nextSample;
    }

    /** Takes a sample; missed samples stay missing, as on Azure. */
    void sampleIfDue(Instant now, Function<Instant, MetricSample> measure) {
        if (now.isBefore(nextSample)) {
            return;
        }
        Instant after = after(now, nextSample, MetricSamples.PERIOD);
        // Uses the due time, so that samples stay 30 seconds apart even if a timer is late.
        samples.add(measure.apply(after.minus(MetricSamples.PERIOD)));
        nextSample = after;
    }

    boolean runIfDue(Instant now, Duration interval) {
        if (now.isBefore(nextRun)) {
            return false;
        }
        nextRun = after(now, nextRun, interval);
        return true;
    }

    private static Instant after(Instant now, Instant due, Duration period) {
        return due.plus(period.multipliedBy(Duration.between(due, now).dividedBy(period) + 1));
    }
}
