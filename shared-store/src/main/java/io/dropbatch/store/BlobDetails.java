package io.dropbatch.store;

import java.time.Instant;

/**
 * What storage says of a blob.
 *
 * @param md5 Base64; empty where storage has none
 * @param encoding its {@code Content-Encoding}; empty where it has none
 */
public record BlobDetails(
        String path, long bytes, String etag, String md5, Instant lastModified, BlobNature nature, String encoding) {

    /** An ordinary file. */
    public BlobDetails(String path, long bytes, String etag, String md5, Instant lastModified) {
        this(path, bytes, etag, md5, lastModified, BlobNature.FILE, "");
    }
}
