package io.dropbatch.localazure.servicebus.engine.queue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages that are delivered in order to whoever reads here: a whole queue, or one session of it. Guarded by the queue. */
final class Lane {
    final @Nullable String sessionId;
    final NavigableMap<Long, Slot> ready = new TreeMap<>();
    private final Deque<Reader> readers = new ArrayDeque<>();
    /** Messages of the lane in any state. */
    int size;
    /** Set while somebody holds the session. */
    @Nullable
    Instant heldUntil;

    Lane(@Nullable String sessionId) {
        this.sessionId = sessionId;
    }

    void add(Reader reader) {
        readers.addLast(reader);
    }

    void remove(Reader reader) {
        readers.remove(reader);
    }

    @Nullable
    Reader holder() {
        return sessionId == null ? null : readers.peekFirst();
    }

    boolean isFree() {
        return readers.isEmpty();
    }

    /** The next reader with credit, in turn. */
    @Nullable
    Reader nextHungry() {
        for (int i = readers.size(); i > 0; i--) {
            Reader reader = readers.removeFirst();
            readers.addLast(reader);
            if (reader.isHungry()) {
                return reader;
            }
        }
        return null;
    }
}
