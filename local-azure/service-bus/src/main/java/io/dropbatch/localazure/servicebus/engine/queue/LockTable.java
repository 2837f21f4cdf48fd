package io.dropbatch.localazure.servicebus.engine.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The locks on a queue's messages, in the order in which they expire: all last equally long, and a renewed one goes to
 * the end. In a queue with sessions the session's lock decides, so these never expire. Guarded by the queue.
 */
final class LockTable {
    private final Map<LockToken, Held> locks = new LinkedHashMap<>();

    LockToken lock(MessageSlot slot, Instant until) {
        LockToken token = LockToken.fresh();
        slot.token = token;
        locks.put(token, new Held(slot, until));
        return token;
    }

    @Nullable
    MessageSlot find(LockToken token) {
        Held held = locks.get(token);
        return held == null ? null : held.slot;
    }

    void unlock(MessageSlot slot) {
        if (slot.token != null) {
            locks.remove(slot.token);
            slot.token = null;
        }
    }

    boolean renew(LockToken token, Instant until) {
        Held held = locks.remove(token);
        if (held == null) {
            return false;
        }
        locks.put(token, new Held(held.slot, until));
        return true;
    }

    List<MessageSlot> expired(Instant now) {
        List<MessageSlot> expired = new ArrayList<>();
        for (Held held : locks.values()) {
            if (held.until.isAfter(now)) {
                break;
            }
            expired.add(held.slot);
        }
        return expired;
    }

    List<MessageSlot> in(DeliveryLane lane) {
        return locks.values().stream()
                .map(Held::slot)
                .filter(slot -> slot.lane == lane)
                .toList();
    }

    @Nullable
    Instant nextExpiry() {
        if (locks.isEmpty()) {
            return null;
        }
        Instant next = locks.values().iterator().next().until;
        return next.equals(Instant.MAX) ? null : next;
    }

    private record Held(MessageSlot slot, Instant until) {}
}
