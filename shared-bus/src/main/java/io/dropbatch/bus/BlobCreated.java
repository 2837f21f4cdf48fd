package io.dropbatch.bus;

import java.time.Instant;

/**
 * A blob was written whole.
 *
 * @param path within the container, decoded
 * @param etag without quotes
 * @param sequencer orders events of the same blob, compared as text
 * @param api the storage operation, such as {@code PutBlockList}
 */
public record BlobCreated(
        String container, String path, String etag, long bytes, Instant time, String sequencer, String api) {}
