package io.dropbatch.localazure.servicebus.engine;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Somebody who asked for any session and waits until one has messages. */
record SessionWaiter(CompletableFuture<Reader> answer, ReceiveMode mode, DeliverySink sink, Instant until) {
    boolean isDone() {
        return answer.isDone();
    }
}
