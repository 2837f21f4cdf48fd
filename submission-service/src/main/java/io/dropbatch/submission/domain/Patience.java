package io.dropbatch.submission.domain;

import java.time.Duration;
import java.time.Instant;

/** How often a waiting drop is looked at: soon at first, then less and less often, and at its deadline. */
public final class Patience {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Patience() {}

    /** @param looks how many there have been */
    public static Instant nextLook(int looks, Instant now, Instant deadline) {
        Duration pause = looks >= 5 ? LONGEST : FIRST.multipliedBy(1L << looks);
        Instant next = now.plus(pause);
        return next.isAfter(deadline) && deadline.isAfter(now) ? deadline : next;
    }
}
