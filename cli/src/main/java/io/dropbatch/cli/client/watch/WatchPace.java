package io.dropbatch.cli.client.watch;

import java.time.Duration;

/**
 * How often a watcher reads the status: more often near the end, so that the end is seen soon and few reads are
 * wasted. Each change gives a new forecast of the end, from the part of the tasks that is completed. Without a
 * forecast, the pause grows from the last change on.
 */
final class WatchPace {

    private static final Duration SHORTEST = Duration.ofMillis(50);

    /** Progress is shown no more often than this. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** Before the forecast end, the next look comes after this part of the remaining time. */
    private static final int PART_LEFT = 4;

    /** A forecast can be wrong: the next look comes at the latest after this part of the elapsed time. */
    private static final int PART_OF_ALL = 2;

    /** After the forecast end, the next look comes after this part of the time since then. */
    private static final int PART_LATE = 9;

    private Duration end = Duration.ZERO;

    /**
     * How long to wait before the next look.
     *
     * @param news whether this look showed something new
     * @param completed the part of the tasks that is about to be completed, from 0 (not known) to 1
     * @param elapsed since the first look
     */
    Duration next(boolean news, double completed, Duration elapsed) {
        if (news) {
            end = completed > 0 ? Duration.ofMillis((long) (elapsed.toMillis() / completed)) : elapsed;
        }
        Duration left = end.minus(elapsed);
        if (!left.isPositive()) {
            return within(left.negated().dividedBy(PART_LATE));
        }
        Duration most = elapsed.dividedBy(PART_OF_ALL);
        Duration next = left.dividedBy(PART_LEFT);
        return within(next.compareTo(most) < 0 ? next : most);
    }

    private static Duration within(Duration wanted) {
        if (wanted.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
