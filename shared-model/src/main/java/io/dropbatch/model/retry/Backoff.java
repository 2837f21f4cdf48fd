package io.dropbatch.model.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Pauses that double from the first to the longest, and may be spread at random. */
public final class Backoff {

    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier share;

    private Backoff(Duration first, Duration longest, DoubleSupplier share) {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses from " + first + " to " + longest);
        }
        this.first = first;
        this.longest = longest;
        this.share = share;
    }

    public static Backoff doubling(Duration first, Duration longest) {
        return new Backoff(first, longest, () -> 1);
    }

    /**
     * Spreads each pause over all of its length, so that callers whom a server has refused at the same time do not come
     * back at the same time.
     *
     * @param random from 0 up to 1
     * @see <a href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">Full jitter</a>
     */
    public Backoff withFullJitter(DoubleSupplier random) {
        return new Backoff(first, longest, random);
    }

    public Duration longest() {
        return longest;
    }

    /**
     * The pause after so many failures.
     *
     * @param failures in a row, from 1
     */
    public Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration whole = doubled.compareTo(longest) > 0 ? longest : doubled;
        double part = share.getAsDouble();
        return part == 1 ? whole : Duration.ofNanos((long) (whole.toNanos() * part));
    }
}
