package io.dropbatch.submission.domain;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.planning.drop.SeenBlob;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Guesses which files of the inbox were meant as a trigger and are none, by name, place and size. A guess starts
 * nothing: the file may be an input like any other.
 *
 * @param path within the container, without a slash at its end
 * @param folders the folders that the file lies in
 */
public record TriggerGuess(String path, Place place, String folders) {

    /** Why the file is no trigger. */
    public enum Place {
        /** Right in the container or in the workload's folder. */
        TOO_HIGH,

        /** In a folder of the drop. */
        TOO_DEEP,

        /** A folder has the name of a trigger. */
        FOLDER,

        /** Its name is nearly that of a trigger. */
        MISNAMED
    }

    /** A trigger has little to say; a larger file of such a name is an input. */
    private static final long LARGEST = 64 * 1024L;

    private static final int IN_DROP = 3;
    private static final Set<String> MARKER_WORDS = Set.of(
            "ready",
            "success",
            "succeeded",
            "done",
            "complete",
            "completed",
            "finished",
            "end",
            "eof",
            "start",
            "go",
            "trigger",
            "submit",
            "reday",
            "redy",
            "raedy",
            "read");
    private static final Set<String> MANIFEST_WORDS =
            Set.of("job", "jobs", "manifest", "jobfile", "drop", "submission");

    /** Copies: {@code job (1).yaml}, {@code job - Copy.yaml}. */
    private static final Pattern COPY = Pattern.compile("( ?\\(\\d+\\)| - copy| copy| \\d+)$");

    private static final Pattern ENDING = Pattern.compile("\\.(txt|text|md|yaml|yml|json|flag|marker|tmp|ok|csv)$");
    private static final Pattern MANIFEST_ENDING = Pattern.compile("\\.(yaml|yml|json)(\\.txt)?$");

    /** @param path within the container */
    public static Optional<TriggerGuess> of(SeenBlob blob) {
        boolean slash = blob.path().endsWith("/");
        String path = slash ? blob.path().substring(0, blob.path().length() - 1) : blob.path();
        int end = path.lastIndexOf('/') + 1;
        String file = path.substring(end);
        return place(path, file, slash || blob.isFolder(), blob.bytes())
                .map(place -> new TriggerGuess(path, place, path.substring(0, end)));
    }

    private static Optional<Place> place(String path, String file, boolean folder, long bytes) {
        int depth = path.split("/", -1).length;
        boolean named = DropTrigger.Kind.named(file).isPresent();
        if (folder) {
            return named && depth == IN_DROP ? Optional.of(Place.FOLDER) : Optional.empty();
        }
        if (bytes > LARGEST) {
            return Optional.empty();
        }
        if (depth != IN_DROP) {
            return named ? Optional.of(depth < IN_DROP ? Place.TOO_HIGH : Place.TOO_DEEP) : Optional.empty();
        }
        return !named && isNearly(file) ? Optional.of(Place.MISNAMED) : Optional.empty();
    }

    /** Names that end or begin oddly are compared by what is left without that. */
    private static boolean isNearly(String file) {
        String name = file.toLowerCase(Locale.ROOT).strip();
        String stem = name;
        for (int i = 0; i < 3; i++) {
            stem = COPY.matcher(ENDING.matcher(stem).replaceFirst("")).replaceFirst("");
        }
        String word = stem.replaceAll("^[._-]+|[._!-]+$", "");
        boolean likeManifest =
                MANIFEST_WORDS.contains(word) && (MANIFEST_ENDING.matcher(name).find() || word.startsWith("job"));
        return likeManifest || isLikeMarker(name, word);
    }

    private static boolean isLikeMarker(String name, String word) {
        boolean data = name.endsWith(".csv") || name.endsWith(".json") || name.endsWith(".yaml");
        return MARKER_WORDS.contains(word) && (name.startsWith("_") || !data);
    }

    /** {@code <workload>/<drop>/}, or the folder of the file where it is in no drop. */
    public String drop() {
        String[] segments = path.split("/", -1);
        return segments.length < IN_DROP ? folders : segments[0] + "/" + segments[1] + "/";
    }

    public boolean isInDrop() {
        return place != Place.TOO_HIGH;
    }

    /** The first folder; empty for a file right in the container. */
    public String workloadFolder() {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    public String file() {
        return path.substring(folders.length());
    }
}
