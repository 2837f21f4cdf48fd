package io.dropbatch.localazure.batch.engine.model.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The core time of removed nodes of a pool in each half hour, kept as long as Azure does. One writer at a time. */
public final class CoreTimes {

    /** How long the usage history is kept. */
    public static final Duration KEPT = Duration.ofDays(30);

    private final ConcurrentSkipListMap<HalfHour, Duration> times = new ConcurrentSkipListMap<>();

    public CoreTimes() {}

    public CoreTimes(Map<HalfHour, Duration> known) {
        times.putAll(known);
    }

    /** The first half hour of the usage history at a time. */
    public static HalfHour oldest(Instant now) {
        return HalfHour.of(now.minus(KEPT));
    }

    /** Adds a number of cores from one time until now. */
    public void add(Instant from, Instant now, int cores) {
        HalfHour oldest = oldest(now);
        times.headMap(oldest).clear();
        HalfHour first = HalfHour.of(from);
        HalfHour last = HalfHour.of(now);
        for (HalfHour at = first.compareTo(oldest) < 0 ? oldest : first; at.compareTo(last) <= 0; at = at.next()) {
            times.merge(at, at.part(from, now).multipliedBy(cores), Duration::plus);
        }
    }

    public Duration in(HalfHour interval) {
        return times.getOrDefault(interval, Duration.ZERO);
    }

    public SortedMap<HalfHour, Duration> all() {
        return new TreeMap<>(times);
    }
}
