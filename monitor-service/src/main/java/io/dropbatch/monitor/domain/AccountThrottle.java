package io.dropbatch.monitor.domain;

import io.dropbatch.model.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers how long Batch asked the whole service to send no requests. Safe for use by several threads. */
public final class AccountThrottle {

    private final Backoff backoff;
    private int refusals;
    private Instant until = Instant.MIN;

    public AccountThrottle(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * Notes a refusal and returns how long to wait.
     *
     * @param retryAfter as the service asked, if it did; at most the longest back-off is honoured
     */
    public synchronized Duration refused(Instant now, Optional<Duration> retryAfter) {
        refusals++;
        Duration own = backoff.after(refusals);
        Duration wait = retryAfter.filter(asked -> asked.compareTo(own) > 0).orElse(own);
        Duration bounded = wait.compareTo(backoff.longest()) > 0 ? backoff.longest() : wait;
        Instant end = now.plus(bounded);
        until = end.isAfter(until) ? end : until;
        return bounded;
    }

    public synchronized void served() {
        refusals = 0;
    }

    /** How long to wait before the next request; zero when there is no reason to. */
    public synchronized Duration remaining(Instant now) {
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }
}
