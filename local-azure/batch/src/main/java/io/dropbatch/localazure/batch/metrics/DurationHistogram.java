package io.dropbatch.localazure.batch.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** A histogram of durations; thread-safe. */
final class DurationHistogram {

    private static final double[] BOUNDS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 600, 3600};

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
    private final LongAdder nanos = new LongAdder();

    void add(Duration duration) {
        long length = Math.max(0, duration.toNanos());
        double seconds = length / 1e9;
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        counts.incrementAndGet(bucket);
        nanos.add(length);
    }

    void write(MetricsExposition out, String name, String help) {
        out.begin(name, "histogram", help);
        long sum = 0;
        for (int i = 0; i <= BOUNDS.length; i++) {
            sum += counts.get(i);
            String bound = i < BOUNDS.length ? MetricsExposition.number(BOUNDS[i]) : "+Inf";
            out.sample(name + "_bucket", sum, "le", bound);
        }
        out.sample(name + "_sum", nanos.sum() / 1e9);
        out.sample(name + "_count", sum);
    }
}
