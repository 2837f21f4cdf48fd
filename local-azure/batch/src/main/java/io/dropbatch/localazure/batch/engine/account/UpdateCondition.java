package io.dropbatch.localazure.batch.engine.account;

import java.time.Instant;

/** A caller's condition on the version that it changes (its conditional headers). */
@FunctionalInterface
public interface UpdateCondition {

    UpdateCondition NONE = modified -> {};

    /** Throws when the version with this modification time does not meet the condition. */
    void check(Instant modified);
}
