package io.dropbatch.localazure.batch.autoscale.sample;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** The measurements of a pool at one moment. */
public final class MetricSample {

    private final Instant time;
    private final double[] values;

    private MetricSample(Instant time, double[] values) {
        this.time = time;
        this.values = values;
    }

    public static MetricSample of(Instant time, ToDoubleFunction<PoolMetric> measure) {
        double[] values = Arrays.stream(PoolMetric.values())
                .filter(metric -> !metric.retired())
                .mapToDouble(measure)
                .toArray();
        return new MetricSample(time, values);
    }

    /** The same sample; takes less memory when nothing has changed since another. */
    MetricSample after(MetricSample former) {
        return Arrays.equals(values, former.values) ? new MetricSample(time, former.values) : this;
    }

    Instant time() {
        return time;
    }

    public double of(PoolMetric metric) {
        return values[metric.ordinal()];
    }
}
