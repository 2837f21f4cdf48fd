package io.dropbatch.results.domain;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import java.util.List;

/**
 * All blobs under one task's folder of the outputs container: one folder for each run that uploaded.
 *
 * @param path with a slash at its end
 */
public record TaskFolder(TaskId task, String path, List<StoredBlob> blobs) {

    public TaskFolder {
        blobs = List.copyOf(blobs);
    }

    /** A task that uploaded nothing. */
    public static TaskFolder empty(TaskId task, String path) {
        return new TaskFolder(task, path, List.of());
    }

    /** The markers of the runs. An output with a marker's name inside a run's folder is no marker. */
    public List<StoredBlob> markers() {
        List<StoredBlob> named =
                blobs.stream().filter(blob -> isMarker(blob.path())).toList();
        return named.stream()
                .filter(marker -> named.stream().noneMatch(other -> isInside(marker, baseOf(other))))
                .toList();
    }

    /** The blobs in the run's folder. */
    public List<StoredBlob> in(String base) {
        return blobs.stream().filter(blob -> blob.path().startsWith(base)).toList();
    }

    /** Blobs that lie in no run's folder at all, so that no run of a task can have uploaded them. */
    public List<StoredBlob> outsideOfRuns() {
        return blobs.stream()
                .filter(blob -> blob.path().indexOf('/', path.length()) < 0)
                .toList();
    }

    /** The folder of the run that a marker describes, with a slash at its end. */
    public static String baseOf(StoredBlob marker) {
        return marker.path().substring(0, marker.path().length() - OutputLayout.MARKER.length());
    }

    private boolean isMarker(String blob) {
        return blob.endsWith("/" + OutputLayout.MARKER) && blob.length() > path.length() + OutputLayout.MARKER.length();
    }

    private static boolean isInside(StoredBlob blob, String base) {
        return blob.path().startsWith(base) && blob.path().length() > base.length() + OutputLayout.MARKER.length();
    }
}
