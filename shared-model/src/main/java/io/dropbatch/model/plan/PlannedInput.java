package io.dropbatch.model.plan;

import org.jspecify.annotations.Nullable;

/**
 * An input as it was when the drop was accepted.
 *
 * @param path relative to the drop
 * @param etag without quotes; tells whether the blob was replaced since
 * @param sha256 as the user's manifest gives it
 */
public record PlannedInput(
        String path, long bytes, String etag, @Nullable String sha256) {}
