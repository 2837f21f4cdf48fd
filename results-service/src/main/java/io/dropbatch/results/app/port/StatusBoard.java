package io.dropbatch.results.app.port;

import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.result.DropStatus;
import java.util.Optional;

/** The statuses beside the triggers, where users look. */
public interface StatusBoard {

    /** A status as it was read, to be replaced only if nobody else has replaced it. */
    record Posted(DropStatus status, String version) {}

    Optional<Posted> read(Trigger trigger);

    /** Posts the first status; empty when there is one. */
    Optional<Posted> post(Trigger trigger, DropStatus status);

    /** Empty when somebody else was faster. */
    Optional<Posted> replace(Trigger trigger, Posted posted, DropStatus next);
}
