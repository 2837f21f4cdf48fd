package io.dropbatch.model.drop;

import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The blob that completes a drop, as it was when seen: its manifest, its marker, or a file that is a drop by itself.
 *
 * @param path within the container: {@code <workload>/<drop>/<file>}, for a file by itself with any number of folders
 * @param etag without quotes
 * @param uploadedAt the blob's last modification
 */
public record DropTrigger(String container, String path, String etag, Instant uploadedAt) {

    /** The files that can complete a drop. The case of their names does not count. */
    public enum Kind {
        MANIFEST_YAML("job.yaml", "job.yml"),
        MANIFEST_JSON("job.json"),

        /** Editors on Windows append {@code .txt}, and its Explorer hides that. */
        MARKER("_READY", "_READY.txt");

        private final String file;
        private final Set<String> names;

        Kind(String... names) {
            this.file = names[0];
            this.names = Arrays.stream(names)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** The usual name. */
        public String file() {
            return file;
        }

        public boolean isManifest() {
            return this != MARKER;
        }

        /** The kind of a file of this name, wherever it lies. */
        public static Optional<Kind> named(String file) {
            String name = file.toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(kind -> kind.names.contains(name))
                    .findFirst();
        }
    }

    /** Stands for the trigger of a job that files share which arrived one by one; no blob has this name. */
    private static final String ROLLING = "_rolling";

    public DropTrigger {
        etag = etag.replace("\"", "");
        if (path.indexOf('/') < 1 || path.endsWith("/")) {
            throw new IllegalArgumentException("not the path of a trigger");
        }
    }

    /** Stands for the trigger of a job that files share, whose inputs lie anywhere below the workload's folder. */
    public static DropTrigger rolling(String container, String folder, String window, Instant sealedAt) {
        return new DropTrigger(container, folder + "/" + ROLLING, window, sealedAt);
    }

    /** Whether a file of the inbox would be taken for what stands for the trigger of a rolling job. */
    public static boolean isReserved(String path) {
        return path.indexOf('/') == path.lastIndexOf('/') && path.endsWith("/" + ROLLING);
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

    /** The blob's name without its folders. */
    public String file() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** {@code <workload>/<drop>/}, with a slash at its end. */
    public String prefix() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Whether it completes a drop of several files, rather than being one file by itself. */
    public boolean completesDrop() {
        return kindOf(path).isPresent() || isReserved(path);
    }

    public SubmissionId submission() {
        return isReserved(path)
                ? SubmissionId.rolling(folder(), container, etag)
                : SubmissionId.of(folder(), container, path, etag);
    }
}
