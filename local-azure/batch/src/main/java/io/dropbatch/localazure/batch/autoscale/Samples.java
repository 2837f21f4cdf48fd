package io.dropbatch.localazure.batch.autoscale;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The samples of a pool's last 24 hours. Not for use by several threads at once. */
public final class Samples {

    /** How often Azure takes a sample. */
    public static final Duration PERIOD = Duration.ofSeconds(30);

    private static final int MOST = (int) Duration.ofDays(1).dividedBy(PERIOD);

    private final Deque<Sample> samples = new ArrayDeque<>();

    public void add(Sample sample) {
        if (samples.size() == MOST) {
            samples.removeFirst();
        }
        Sample last = samples.peekLast();
        samples.addLast(last == null ? sample : sample.after(last));
    }

    public int size() {
        return samples.size();
    }

    Instant begin() {
        return samples.getFirst().time();
    }

    Vector latest(Metric metric, int most) {
        List<Sample> found = new ArrayList<>();
        Iterator<Sample> newestFirst = samples.descendingIterator();
        while (found.size() < most && newestFirst.hasNext()) {
            found.add(newestFirst.next());
        }
        return values(metric, found);
    }

    /** The samples after one moment until another. */
    Vector between(Metric metric, Instant from, Instant to) {
        List<Sample> found = new ArrayList<>();
        Iterator<Sample> newestFirst = samples.descendingIterator();
        while (newestFirst.hasNext()) {
            Sample sample = newestFirst.next();
            if (!sample.time().isAfter(from)) {
                break;
            }
            if (!sample.time().isAfter(to)) {
                found.add(sample);
            }
        }
        return values(metric, found);
    }

    private static Vector values(Metric metric, List<Sample> newestFirst) {
        if (metric.retired()) {
            return new Vector();
        }
        Collections.reverse(newestFirst);
        return new Vector(
                newestFirst.stream().mapToDouble(sample -> sample.of(metric)).toArray());
    }
}
