package io.dropbatch.localazure.batch.engine.model.pool;

import java.time.Duration;
import java.time.Instant;

/**
 * One of the intervals by which Azure aggregates the usage of pools; they begin at minute 0 and 30 of each hour.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/pool/listusagemetrics">Pool - List Usage Metrics</a>
 */
public record HalfHour(long number) implements Comparable<HalfHour> {

    private static final long SECONDS = 1800;

    /** The half hour that contains a time. */
    public static HalfHour of(Instant time) {
        return new HalfHour(Math.floorDiv(time.getEpochSecond(), SECONDS));
    }

    public Instant start() {
        return Instant.ofEpochSecond(number * SECONDS);
    }

    public Instant end() {
        return next().start();
    }

    public HalfHour next() {
        return new HalfHour(number + 1);
    }

    public HalfHour previous() {
        return new HalfHour(number - 1);
    }

    /** The part of it that lies between two times. */
    public Duration part(Instant from, Instant to) {
        Instant later = from.isAfter(start()) ? from : start();
        Instant earlier = to.isBefore(end()) ? to : end();
        return earlier.isAfter(later) ? Duration.between(later, earlier) : Duration.ZERO;
    }

    @Override
    public int compareTo(HalfHour other) {
        return Long.compare(number, other.number);
    }
}
