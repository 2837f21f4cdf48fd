package io.dropbatch.localazure.batch.engine.account;

import java.time.Instant;

/** What a caller demands of the version it changes (its conditional headers). */
@FunctionalInterface
public interface UpdateCondition {

    UpdateCondition NONE = modified -> {};

    /** Throws when the thing, last modified at that time, is not the version that the caller means. */
    void check(Instant modified);
}
