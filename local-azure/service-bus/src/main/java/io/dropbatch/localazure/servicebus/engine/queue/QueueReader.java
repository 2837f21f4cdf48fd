package io.dropbatch.localazure.servicebus.engine.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One receiver of a queue or of one session of it. */
public final class QueueReader implements AutoCloseable {
    final DeliveryLane lane;
    final ReceiveMode mode;
    final DeliverySink sink;
    private final MessageQueue queue;
    private long assigned;
    private long limit;

    QueueReader(MessageQueue queue, DeliveryLane lane, ReceiveMode mode, DeliverySink sink) {
        this.queue = queue;
        this.lane = lane;
        this.mode = mode;
        this.sink = sink;
    }

    public MessageQueue queue() {
        return queue;
    }

    /** The session that is held; null when the queue has none. */
    public @Nullable String sessionId() {
        return lane.sessionId;
    }

    public @Nullable Instant sessionLockedUntil() {
        return queue.sessionLockedUntil(this);
    }

    /** Allows deliveries up to this total since the reader began. */
    public void grant(long total) {
        queue.grant(this, total);
    }

    /** Takes back the remaining credit and returns the number of deliveries since the reader began. */
    public long revoke() {
        return queue.revoke(this);
    }

    /** Stops delivery. A session becomes free at once; other locks last until they expire. */
    @Override
    public void close() {
        queue.close(this);
    }

    boolean isHungry() {
        return assigned < limit;
    }

    void assigned() {
        assigned++;
    }

    void limit(long total) {
        limit = total;
    }

    long revoked() {
        limit = assigned;
        return assigned;
    }
}
