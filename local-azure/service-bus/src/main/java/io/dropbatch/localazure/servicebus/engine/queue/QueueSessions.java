package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.SessionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions of a queue: their messages, holders, waiting receivers and state. Guarded by the queue. */
final class QueueSessions {
    private final Map<String, DeliveryLane> lanes = new HashMap<>();
    private final Map<String, SessionState> states = new HashMap<>();
    private final Set<SessionWaiter> waiters = new LinkedHashSet<>();

    DeliveryLane lane(String sessionId) {
        return lanes.computeIfAbsent(sessionId, DeliveryLane::new);
    }

    /** The free session whose first message is the oldest. */
    @Nullable
    DeliveryLane nextFree() {
        return lanes.values().stream()
                .filter(lane -> lane.isFree() && !lane.ready.isEmpty())
                .min(Comparator.comparing(lane -> lane.ready.firstKey()))
                .orElse(null);
    }

    /** Removes a session without messages and reader; it is created again when it is needed. */
    void forgetIfEmpty(DeliveryLane lane) {
        if (lane.sessionId != null && lane.isFree() && lane.size == 0) {
            lanes.remove(lane.sessionId, lane);
        }
    }

    void await(SessionWaiter waiter) {
        waiters.add(waiter);
    }

    @Nullable
    SessionWaiter nextWaiter() {
        Iterator<SessionWaiter> iterator = waiters.iterator();
        while (iterator.hasNext()) {
            SessionWaiter waiter = iterator.next();
            iterator.remove();
            if (!waiter.isDone()) {
                return waiter;
            }
        }
        return null;
    }

    List<SessionWaiter> impatient(Instant now) {
        List<SessionWaiter> overdue =
                waiters.stream().filter(waiter -> !waiter.until().isAfter(now)).toList();
        overdue.forEach(waiters::remove);
        return overdue;
    }

    List<DeliveryLane> expired(Instant now) {
        List<DeliveryLane> expired = new ArrayList<>();
        for (DeliveryLane lane : lanes.values()) {
            if (lane.heldUntil != null && !lane.heldUntil.isAfter(now)) {
                expired.add(lane);
            }
        }
        return expired;
    }

    @Nullable
    Instant nextDeadline() {
        Stream<Instant> held = lanes.values().stream().flatMap(lane -> Stream.ofNullable(lane.heldUntil));
        Stream<Instant> waiting = waiters.stream().map(SessionWaiter::until);
        return Stream.concat(held, waiting).min(Comparator.naturalOrder()).orElse(null);
    }

    @Nullable
    SessionState state(String sessionId) {
        return states.get(sessionId);
    }

    void remember(SessionState state) {
        states.put(state.sessionId(), state);
    }

    void forgetState(String sessionId) {
        states.remove(sessionId);
    }
}
