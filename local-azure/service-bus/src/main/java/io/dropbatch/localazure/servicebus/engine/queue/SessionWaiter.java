package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A receiver that asked for any session and waits until one has messages. */
record SessionWaiter(CompletableFuture<QueueReader> answer, ReceiveMode mode, DeliverySink sink, Instant until) {
    boolean isDone() {
        return answer.isDone();
    }

    void giveUp() {
        answer.completeExceptionally(new BrokerException(
                BrokerRefusal.TIMEOUT, "No session with messages became free within the time allowed"));
    }
}
