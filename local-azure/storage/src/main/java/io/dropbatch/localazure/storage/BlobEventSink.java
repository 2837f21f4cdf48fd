package io.dropbatch.localazure.storage;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where storage events go: a queue of the bus. */
@FunctionalInterface
public interface BlobEventSink {

    /** Completes when the message is safe; a failure is tried again later with the same message id. */
    CompletableFuture<?> deliver(
            String queue, String messageId, byte[] body, String contentType, Map<String, Object> applicationProperties);

    /** Forgets every event, for storage without a bus. */
    static BlobEventSink none() {
        return (queue, messageId, body, contentType, properties) -> CompletableFuture.completedFuture(null);
    }
}
