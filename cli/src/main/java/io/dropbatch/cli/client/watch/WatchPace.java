package io.dropbatch.cli.client.watch;

import java.time.Duration;

/**
 * How often somebody who watches looks: the nearer to the end, the oftener, so that it is seen soon and few looks are
 * wasted. The end is forecast at each news from the part of the tasks that was completed by then. Where nothing is
 * known, what comes next may take a moment or a day: then looks grow rarer from the news on.
 */
final class WatchPace {

    private static final Duration SHORTEST = Duration.ofMillis(50);

    /** Progress is told no oftener. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** Until the end that is forecast, the next look is after this part of what is left. */
    private static final int PART_LEFT = 4;

    /** Forecasts err: the next look is no later than after this part of the whole time so far. */
    private static final int PART_OF_ALL = 2;

    /** After it, the end is seen this part late. */
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
