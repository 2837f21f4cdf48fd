package io.dropbatch.submission.domain;

import io.dropbatch.model.drop.DropTrigger;
import java.time.Instant;

/**
 * A blob of the inbox as a look found it.
 *
 * @param path within the container
 * @param etag without quotes
 * @param md5 Base64; empty where storage has none
 */
public record SeenBlob(String path, long bytes, String etag, String md5, Instant modifiedAt) {

    /** Whether the two have the same content, as far as storage tells. */
    public boolean sameContentAs(SeenBlob other) {
        return bytes == other.bytes && md5.equals(other.md5);
    }

    /** This version of the blob as the trigger of a drop. */
    public DropTrigger asTrigger(String container) {
        return new DropTrigger(container, path, etag, modifiedAt);
    }

    public SeenBlob withEtag(String other) {
        return new SeenBlob(path, bytes, other, md5, modifiedAt);
    }
}
