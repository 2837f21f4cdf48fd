package io.dropbatch.localazure.batch.autoscale.sample;

import io.dropbatch.localazure.batch.autoscale.value.DoubleVector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The samples of a pool in the last 24 hours. Not thread-safe. */
public final class MetricSamples {

    /** How often Azure takes a sample. */
    public static final Duration PERIOD = Duration.ofSeconds(30);

    private static final int MOST = (int) Duration.ofDays(1).dividedBy(PERIOD);

    private final Deque<MetricSample> samples = new ArrayDeque<>();

    public void add(MetricSample sample) {
        if (samples.size() == MOST) {
            samples.removeFirst();
        }
        MetricSample last = samples.peekLast();
        samples.addLast(last == null ? sample : sample.after(last));
    }

    public int size() {
        return samples.size();
    }

    Instant begin() {
        return samples.getFirst().time();
    }

    DoubleVector latest(PoolMetric metric, int most) {
        List<MetricSample> found = new ArrayList<>();
        Iterator<MetricSample> newestFirst = samples.descendingIterator();
        while (found.size() < most && newestFirst.hasNext()) {
            found.add(newestFirst.next());
        }
        return values(metric, found);
    }

    /** The samples after one moment and up to another. */
    DoubleVector between(PoolMetric metric, Instant from, Instant to) {
        List<MetricSample> found = new ArrayList<>();
        Iterator<MetricSample> newestFirst = samples.descendingIterator();
        while (newestFirst.hasNext()) {
            MetricSample sample = newestFirst.next();
            if (!sample.time().isAfter(from)) {
                break;
            }
            if (!sample.time().isAfter(to)) {
                found.add(sample);
            }
        }
        return values(metric, found);
    }

    private static DoubleVector values(PoolMetric metric, List<MetricSample> newestFirst) {
        if (metric.retired()) {
            return new DoubleVector();
        }
        Collections.reverse(newestFirst);
        return new DoubleVector(
                newestFirst.stream().mapToDouble(sample -> sample.of(metric)).toArray());
    }
}
