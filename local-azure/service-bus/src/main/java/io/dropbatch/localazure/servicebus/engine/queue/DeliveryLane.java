package io.dropbatch.localazure.servicebus.engine.queue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages that are delivered in order to their readers: a whole queue, or one session of it. Guarded by the queue. */
final class DeliveryLane {
    final @Nullable String sessionId;
    final NavigableMap<Long, MessageSlot> ready = new TreeMap<>();
    private final Deque<QueueReader> readers = new ArrayDeque<>();
    /** Messages of the lane in any state. */
    int size;
    /** Set while a receiver holds the session. */
    @Nullable
    Instant heldUntil;

    DeliveryLane(@Nullable String sessionId) {
        this.sessionId = sessionId;
    }

    void add(QueueReader reader) {
        readers.addLast(reader);
    }

    void remove(QueueReader reader) {
        readers.remove(reader);
    }

    @Nullable
    QueueReader holder() {
        return sessionId == null ? null : readers.peekFirst();
    }

    boolean isFree() {
        return readers.isEmpty();
    }

    /** The next reader with credit, in turn. */
    @Nullable
    QueueReader nextHungry() {
        for (int i = readers.size(); i > 0; i--) {
            QueueReader reader = readers.removeFirst();
            readers.addLast(reader);
            if (reader.isHungry()) {
                return reader;
            }
        }
        return null;
    }
}
