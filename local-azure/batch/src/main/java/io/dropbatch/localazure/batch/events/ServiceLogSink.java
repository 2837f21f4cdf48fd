package io.dropbatch.localazure.batch.events;

import java.util.concurrent.CompletableFuture;

/** The destination of the service log; on Azure, a diagnostic setting sends it to an event hub. */
@FunctionalInterface
public interface ServiceLogSink {

    /**
     * Takes one message, {@code {"records": [...]}} in JSON, and completes when it is durable; after a failure the same
     * message id is sent again. The next message comes after this one is durable.
     */
    CompletableFuture<?> deliver(String messageId, byte[] records);
}
