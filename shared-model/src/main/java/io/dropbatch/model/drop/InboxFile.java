package io.dropbatch.model.drop;

import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;

/**
 * A file of the inbox that is no trigger, as it was when seen.
 *
 * @param path within the container
 * @param etag without quotes
 * @param uploadedAt its last modification
 */
public record InboxFile(String container, String path, String etag, Instant uploadedAt) {

    /** The first folder: the workload's name, if it is one; {@code -} for a file right in the container. */
    public String folder() {
        int slash = path.indexOf('/');
        return slash < 1 ? "-" : path.substring(0, slash);
    }

    /** Identifies what is said about this version of the file, as a submission's id does for a trigger. */
    public SubmissionId submission() {
        return SubmissionId.of(folder(), container, path, etag);
    }
}
