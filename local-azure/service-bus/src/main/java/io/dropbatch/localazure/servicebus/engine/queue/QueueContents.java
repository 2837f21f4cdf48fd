package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All messages of one queue, in whatever state, by number and by expiry. Guarded by the queue. */
final class QueueContents {
    private final NavigableMap<Long, MessageSlot> byNumber = new TreeMap<>();
    private final NavigableSet<MessageSlot> byExpiry = new TreeSet<>(MessageSlot.BY_EXPIRY);
    private final StorageQuota quota;
    private final LockTable locks;
    private final QueueSessions sessions;

    QueueContents(StorageQuota quota, LockTable locks, QueueSessions sessions) {
        this.quota = quota;
        this.locks = locks;
        this.sessions = sessions;
    }

    void add(MessageSlot slot) {
        byNumber.put(slot.message.sequenceNumber(), slot);
        slot.lane.size++;
        if (slot.message.expiresAt() != null) {
            byExpiry.add(slot);
        }
        quota.take(slot.message);
    }

    void remove(MessageSlot slot) {
        locks.unlock(slot);
        byNumber.remove(slot.message.sequenceNumber());
        slot.lane.size--;
        slot.lane.ready.remove(slot.message.sequenceNumber());
        byExpiry.remove(slot);
        quota.giveBack(slot.message);
        sessions.forgetIfEmpty(slot.lane);
    }

    /** Changes a message's properties, and with them the memory that it takes. */
    void change(MessageSlot slot, Map<String, Object> properties) {
        StoredMessage changed = slot.message.with(slot.message.content().withApplicationProperties(properties));
        quota.giveBack(slot.message);
        quota.take(changed);
        slot.message = changed;
    }

    @Nullable
    MessageSlot find(long sequenceNumber) {
        return byNumber.get(sequenceNumber);
    }

    Stream<StoredMessage> from(long sequenceNumber) {
        return byNumber.tailMap(sequenceNumber, true).values().stream().map(slot -> slot.message);
    }

    /** Takes the messages that have expired out of the order of expiry, and only out of that. */
    List<MessageSlot> takeExpired(Instant now) {
        List<MessageSlot> expired = new ArrayList<>();
        while (!byExpiry.isEmpty() && byExpiry.first().message.isExpired(now)) {
            expired.add(byExpiry.removeFirst());
        }
        return expired;
    }

    /** Messages that will expire, the first to do so first. */
    List<MessageSlot> expiring() {
        return List.copyOf(byExpiry);
    }

    @Nullable
    Instant firstExpiry() {
        return byExpiry.isEmpty() ? null : byExpiry.first().expiresAt;
    }
}
