package io.dropbatch.localazure.batch.events;

import java.util.concurrent.CompletableFuture;

/** Where the service log goes, as on Azure a diagnostic setting sends it to an event hub. */
@FunctionalInterface
public interface ServiceLogSink {

    /**
     * Takes one message, {@code {"records": [...]}} in JSON, and completes when it is safe; a failure is tried again
     * with the same message id. The next message comes after this one is safe.
     */
    CompletableFuture<?> deliver(String messageId, byte[] records);
}
