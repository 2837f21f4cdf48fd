package io.dropbatch.results.app.port;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.result.DropStatus;
import java.util.Optional;

/** The statuses beside the triggers, where users look. */
public interface StatusBoard {

    /** A status as it was read, to be replaced only if it is unchanged. */
    record Posted(DropStatus status, String version) {}

    Optional<Posted> read(DropTrigger trigger);

    /** Posts the first status; empty when there is one. */
    Optional<Posted> post(DropTrigger trigger, DropStatus status);

    /** Replaces a status; empty when another process has replaced it first. */
    Optional<Posted> replace(DropTrigger trigger, Posted posted, DropStatus next);
}
