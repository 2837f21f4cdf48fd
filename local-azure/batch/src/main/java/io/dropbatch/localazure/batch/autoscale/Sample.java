package io.dropbatch.localazure.batch.autoscale;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What was measured of a pool at one moment. */
public final class Sample {

    private final Instant time;
    private final double[] values;

    private Sample(Instant time, double[] values) {
        this.time = time;
        this.values = values;
    }

    public static Sample of(Instant time, ToDoubleFunction<Metric> measure) {
        double[] values = Arrays.stream(Metric.values())
                .filter(metric -> !metric.retired())
                .mapToDouble(measure)
                .toArray();
        return new Sample(time, values);
    }

    /** The same sample, in less room when nothing has changed since another. */
    Sample after(Sample former) {
        return Arrays.equals(values, former.values) ? new Sample(time, former.values) : this;
    }

    Instant time() {
        return time;
    }

    double of(Metric metric) {
        return values[metric.ordinal()];
    }
}
