package io.dropbatch.localazure.storage;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sends storage events to a queue of the bus. */
@FunctionalInterface
public interface BlobEventSink {

    /** Completes when the message is durable; after a failure the same message id is sent again later. */
    CompletableFuture<?> deliver(
            String queue, String messageId, byte[] body, String contentType, Map<String, Object> applicationProperties);

    /** Drops every event, for storage without a bus. */
    static BlobEventSink none() {
        return (queue, messageId, body, contentType, properties) -> CompletableFuture.completedFuture(null);
    }
}
