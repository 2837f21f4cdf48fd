package io.dropbatch.results.domain;

import java.time.Instant;

/**
 * A blob of the outputs container as a listing shows it.
 *
 * @param etag without quotes
 * @param md5 Base64; empty where storage has none
 */
public record StoredBlob(String path, long bytes, String etag, String md5, Instant lastModified) {}
