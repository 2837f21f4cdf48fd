package io.dropbatch.results.app.port;

import io.dropbatch.model.result.DropStatus;
import java.util.Optional;

/** The statuses in the inbox, where users look. A path is that of a status within the inbox. */
public interface StatusBoard {

    /** A status as it was read, to be replaced only if it is unchanged. */
    record Posted(DropStatus status, String version) {}

    Optional<Posted> read(String path);

    /** Posts the first status; empty when there is one. */
    Optional<Posted> post(String path, DropStatus status);

    /** Replaces a status; empty when another process has replaced it first. */
    Optional<Posted> replace(String path, Posted posted, DropStatus next);
}
