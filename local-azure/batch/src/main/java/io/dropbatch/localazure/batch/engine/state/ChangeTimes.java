package io.dropbatch.localazure.batch.engine.state;

import java.time.Instant;

/** When something was created and when its user changed it last. */
public record ChangeTimes(Instant created, Instant modified) {

    /** The times of something that is created now. */
    public static ChangeTimes at(Instant now) {
        return new ChangeTimes(now, now);
    }
}
