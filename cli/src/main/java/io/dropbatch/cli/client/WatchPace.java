package io.dropbatch.cli.client;

import java.time.Duration;

/** How often somebody who watches looks: soon after news, and in between so that a look costs little and shows enough. */
final class WatchPace {

    private static final Duration SHORTEST = Duration.ofMillis(50);

    /** Progress is told no oftener. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** While many tasks are to come, the end may be seen this part of the whole time late. */
    private static final int PART = 4;

    private Duration pause = SHORTEST;

    /**
     * How long to wait before the next look.
     *
     * @param busy whether many tasks are still to come
     * @param news whether this look showed something new: what comes next may take a moment or a day
     * @param elapsed since the first look
     */
    Duration next(boolean busy, boolean news, Duration elapsed) {
        if (busy) {
            return within(elapsed.dividedBy(PART));
        }
        pause = news ? SHORTEST : within(pause.multipliedBy(10).dividedBy(9));
        return pause;
    }

    private static Duration within(Duration wanted) {
        if (wanted.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
