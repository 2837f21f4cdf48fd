package io.dropbatch.model.result;

import io.dropbatch.model.outcome.UserRequest;

/**
 * What somebody last wanted of a drop in work.
 *
 * @param paused whether no further task of it starts; false once it goes on
 * @param request who asked, how and when
 */
public record PauseState(boolean paused, UserRequest request) {

    /** Whether this was asked for after the other. */
    public boolean isAfter(PauseState other) {
        return request.at().isAfter(other.request.at());
    }
}
