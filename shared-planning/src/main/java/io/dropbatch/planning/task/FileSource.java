package io.dropbatch.planning.task;

import java.util.Optional;

/** A source of files that Batch downloads to a node before a task runs. */
public sealed interface FileSource {

    ContainerRole place();

    /**
     * One blob.
     *
     * @param target the file's path relative to the task's working directory
     */
    record OneBlob(ContainerRole place, String blob, String target) implements FileSource {}

    /**
     * All blobs whose names begin with the prefix.
     *
     * @param prefix of a folder when it has a slash at its end, or of several names
     * @param target the folder, relative to the task's working directory, below which the blobs keep their whole names
     * @param only the one blob that is wanted, at a place of its own; empty when all are
     */
    record Folder(ContainerRole place, String prefix, String target, Optional<OneBlob> only) implements FileSource {

        public Folder(ContainerRole place, String prefix, String target) {
            this(place, prefix, target, Optional.empty());
        }

        /** The one blob by its own address, which spares the node a listing; the folder itself when all are wanted. */
        public FileSource named() {
            return only.isPresent() ? only.get() : this;
        }
    }
}
