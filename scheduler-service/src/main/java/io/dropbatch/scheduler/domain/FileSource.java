package io.dropbatch.scheduler.domain;

/** Something that Batch brings to a node before a task runs. */
public sealed interface FileSource {

    Place place();

    /**
     * One blob.
     *
     * @param target the file's path relative to the task's working directory
     */
    record OneBlob(Place place, String blob, String target) implements FileSource {}

    /**
     * All blobs whose names begin with the prefix.
     *
     * @param prefix with a slash at its end
     * @param target the folder, relative to the task's working directory, below which the blobs keep their whole names
     */
    record Folder(Place place, String prefix, String target) implements FileSource {}
}
