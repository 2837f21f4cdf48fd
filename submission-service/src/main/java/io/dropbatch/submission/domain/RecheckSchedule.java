package io.dropbatch.submission.domain;

import io.dropbatch.model.retry.Backoff;
import java.time.Duration;
import java.time.Instant;

/** Decides when a waiting drop is looked at next: soon at first, then less and less often, and at its deadline. */
public final class RecheckSchedule {

    private static final Backoff LOOKS = Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));

    private RecheckSchedule() {}

    /** @param looks how many were done */
    public static Instant nextLook(int looks, Instant now, Instant deadline) {
        Instant next = now.plus(LOOKS.after(looks + 1));
        return next.isAfter(deadline) && deadline.isAfter(now) ? deadline : next;
    }
}
