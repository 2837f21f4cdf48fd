package io.dropbatch.localazure.servicebus.engine.queue;

/** Takes a reader's messages. Called while the queue is locked: it must only pass them on and never call back. */
public interface DeliverySink {
    void deliver(DeliveredMessage message);

    /** The session that the reader held was taken away. */
    void sessionLost();
}
