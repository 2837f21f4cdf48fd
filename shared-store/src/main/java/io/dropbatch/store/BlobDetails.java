package io.dropbatch.store;

import java.time.Instant;

/** @param md5 Base64; empty where storage has none */
public record BlobDetails(String path, long bytes, String etag, String md5, Instant lastModified) {}
