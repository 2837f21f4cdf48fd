package io.dropbatch.planning.drop;

import io.dropbatch.model.drop.DropTrigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A blob of the inbox as a look found it.
 *
 * @param path within the container
 * @param etag without quotes
 * @param md5 Base64; empty where storage has none
 * @param nature absent in what earlier versions stored
 */
public record SeenBlob(
        String path,
        long bytes,
        String etag,
        String md5,
        Instant modifiedAt,
        @Nullable Nature nature) {

    /** Whether the blob is a file that can be read. */
    public enum Nature {
        FILE,
        ARCHIVED,
        FOLDER
    }

    /** An ordinary file. */
    public SeenBlob(String path, long bytes, String etag, String md5, Instant modifiedAt) {
        this(path, bytes, etag, md5, modifiedAt, Nature.FILE);
    }

    /** Whether the two have the same content, as far as storage tells. */
    public boolean sameContentAs(SeenBlob other) {
        return bytes == other.bytes && md5.equals(other.md5);
    }

    /** Its name without its folders. */
    public String file() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public boolean isFolder() {
        return nature == Nature.FOLDER;
    }

    public boolean isArchived() {
        return nature == Nature.ARCHIVED;
    }

    /** This version of the blob as the trigger of a drop. */
    public DropTrigger asTrigger(String container) {
        return new DropTrigger(container, path, etag, modifiedAt);
    }

    public SeenBlob withEtag(String other) {
        return new SeenBlob(path, bytes, other, md5, modifiedAt, nature);
    }
}
