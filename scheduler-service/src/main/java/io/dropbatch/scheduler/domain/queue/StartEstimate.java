package io.dropbatch.scheduler.domain.queue;

import java.time.Duration;

/**
 * How long it may take until a job starts.
 *
 * @param observations how many places became free, by which it is estimated
 */
public record StartEstimate(Duration delay, int observations) {

    private static final Duration SECONDS = Duration.ofSeconds(90);
    private static final Duration MINUTES = Duration.ofMinutes(90);

    /** No more exact than it is: {@code about 4 minutes}. */
    public String words() {
        if (delay.compareTo(SECONDS) < 0) {
            return "about " + Math.max(10, Math.ceilDiv(delay.toSeconds(), 10) * 10) + " seconds";
        }
        return delay.compareTo(MINUTES) < 0
                ? "about " + rounded(delay.toSeconds(), 60) + " minutes"
                : "about " + rounded(delay.toMinutes(), 60) + " hours";
    }

    private static long rounded(long amount, int unit) {
        return Math.round((double) amount / unit);
    }
}
