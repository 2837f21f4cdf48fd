package io.dropbatch.model.drop;

import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import java.util.Optional;

/**
 * The blob that completes a drop, as it was when seen.
 *
 * @param path within the container: {@code <workload>/<drop>/<file>}
 * @param etag without quotes
 * @param uploadedAt the blob's last modification
 */
public record DropTrigger(String container, String path, String etag, Instant uploadedAt) {

    /** The files that can complete a drop. */
    public enum Kind {
        MANIFEST_YAML("job.yaml"),
        MANIFEST_JSON("job.json"),
        MARKER("_READY");

        private final String file;

        Kind(String file) {
            this.file = file;
        }

        public String file() {
            return file;
        }

        static Optional<Kind> named(String file) {
            for (Kind kind : values()) {
                if (kind.file.equals(file)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public DropTrigger {
        etag = etag.replace("\"", "");
        if (kindOf(path).isEmpty()) {
            throw new IllegalArgumentException("not the path of a trigger");
        }
    }

    /** The kind of trigger that a path of the inbox names, or empty when it is an ordinary input. */
    public static Optional<Kind> kindOf(String path) {
        String[] segments = path.split("/", -1);
        boolean inDrop = segments.length == 3 && !segments[0].isEmpty() && !segments[1].isEmpty();
        return inDrop ? Kind.named(segments[2]) : Optional.empty();
    }

    public Kind kind() {
        return kindOf(path).orElseThrow();
    }

    /** The first folder: the workload's name, if it is one. */
    public String folder() {
        return path.substring(0, path.indexOf('/'));
    }

    /** {@code <workload>/<drop>/}, with a slash at its end. */
    public String prefix() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    public SubmissionId submission() {
        return SubmissionId.of(folder(), container, path, etag);
    }
}
