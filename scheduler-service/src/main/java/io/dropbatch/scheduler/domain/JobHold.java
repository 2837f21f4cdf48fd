package io.dropbatch.scheduler.domain;

import io.dropbatch.model.outcome.UserRequest;

/**
 * What somebody last wanted of an open job: that it pause, or that it go on.
 *
 * @param paused whether no further task of it may start
 */
public record JobHold(UserRequest request, boolean paused) {

    /** Whether this was wanted after the other: of two wishes the later one counts, whichever is heard of first. */
    public boolean isAfter(JobHold other) {
        return request.at().isAfter(other.request.at());
    }
}
