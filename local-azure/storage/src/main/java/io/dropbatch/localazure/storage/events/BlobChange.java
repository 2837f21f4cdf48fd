package io.dropbatch.localazure.storage.events;

import io.dropbatch.localazure.storage.BlobApi;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation that storage acknowledged.
 *
 * @param blob the blob's name, decoded
 * @param path the request's path as the client spelled it
 * @param endpoint the address the client used, without a trailing slash
 * @param contentLength null if neither request nor response has it
 */
public record BlobChange(
        BlobApi api,
        String container,
        String blob,
        String endpoint,
        String path,
        String clientRequestId,
        String requestId,
        String eTag,
        @Nullable String contentType,
        @Nullable Long contentLength,
        String blobType,
        Instant time) {

    /** Whether the properties that only storage knows must still be looked up. */
    public boolean isPartial() {
        return api != BlobApi.DeleteBlob && (contentLength == null || contentType == null);
    }

    /** The same change with the looked-up properties, unless the blob was overwritten meanwhile. */
    public BlobChange completedBy(ExistingBlob facts) {
        if (!facts.eTag().equals(eTag)) {
            return this;
        }
        return new BlobChange(
                api,
                container,
                blob,
                endpoint,
                path,
                clientRequestId,
                requestId,
                eTag,
                contentType == null ? facts.contentType() : contentType,
                contentLength == null ? facts.contentLength() : contentLength,
                facts.blobType(),
                time);
    }
}
