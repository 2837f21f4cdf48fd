package io.dropbatch.localazure.servicebus.engine.queue;

/** Where a reader's messages go. Called while the queue is locked: must only pass on, never call back. */
public interface DeliverySink {
    void deliver(DeliveredMessage message);

    /** The session that the reader held was taken away. */
    void sessionLost();
}
