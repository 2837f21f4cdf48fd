package io.dropbatch.submission.app.port;

import io.dropbatch.model.result.VerifiedTask;
import java.util.Optional;

/** The records of what tasks wrote that split drops. */
@FunctionalInterface
public interface SplitRecords {

    /** @param path within the system container */
    Optional<VerifiedTask> find(String path);
}
