package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.log.LogChange;
import io.dropbatch.localazure.servicebus.engine.log.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Which receiver holds which session and until when. A receiver gets a named session or waits for the next free one
 * with messages. Also keeps the session state. Guarded by the queue.
 */
final class SessionHolding {
    private final MessageQueue queue;
    private final QueueContext context;
    private final QueueSessions sessions;

    SessionHolding(MessageQueue queue, QueueContext context, QueueSessions sessions) {
        this.queue = queue;
        this.context = context;
        this.sessions = sessions;
    }

    CompletableFuture<QueueReader> accept(
            @Nullable String sessionId, Duration patience, ReceiveMode mode, DeliverySink sink) {
        DeliveryLane lane = sessionId == null ? sessions.nextFree() : sessions.lane(sessionId);
        if (lane == null) {
            CompletableFuture<QueueReader> answer = new CompletableFuture<>();
            sessions.await(new SessionWaiter(
                    answer, mode, sink, context.clock().instant().plus(patience)));
            return answer;
        }
        if (!lane.isFree()) {
            return new BrokerException(
                            BrokerRefusal.SESSION_BUSY,
                            "The requested session '" + sessionId
                                    + "' cannot be accepted. It may be locked by another receiver.")
                    .asFuture();
        }
        return CompletableFuture.completedFuture(hold(lane, mode, sink));
    }

    /** Gives a free session with messages to a waiting receiver. */
    void offer(DeliveryLane lane) {
        SessionWaiter waiter = lane.ready.isEmpty() ? null : sessions.nextWaiter();
        if (waiter != null) {
            waiter.answer().complete(hold(lane, waiter.mode(), waiter.sink()));
        }
        sessions.forgetIfEmpty(lane);
    }

    /** Extends the lock of a session, and with it those of its messages. */
    Instant renew(String sessionId) {
        DeliveryLane lane = sessions.lane(sessionId);
        if (lane.heldUntil == null) {
            sessions.forgetIfEmpty(lane);
            throw BrokerException.sessionLockLost(sessionId);
        }
        Instant until = lockedUntil();
        lane.heldUntil = until;
        return until;
    }

    /** Takes away the sessions whose lock has expired; the caller unlocks their messages. */
    List<DeliveryLane> takeAwayExpired(Instant now) {
        List<DeliveryLane> expired = sessions.expired(now);
        expired.forEach(SessionHolding::takeAway);
        return expired;
    }

    /** Removes receivers whose waiting time is over; the caller fails their answers. */
    List<SessionWaiter> takeOverdue(Instant now) {
        return sessions.impatient(now);
    }

    @Nullable
    Instant nextDeadline() {
        return sessions.nextDeadline();
    }

    byte @Nullable [] state(String sessionId) {
        SessionState state = sessions.state(sessionId);
        return state == null ? null : state.state();
    }

    /** Stores the session state, or removes it with null; completes when that is durable. */
    CompletableFuture<Void> setState(String sessionId, byte @Nullable [] bytes) {
        SessionState old = sessions.state(sessionId);
        if (bytes == null) {
            sessions.forgetState(sessionId);
            return old == null
                    ? CompletableFuture.completedFuture(null)
                    : context.log().write(List.of(new LogChange.Remove(old.recordId())));
        }
        long recordId = old == null ? context.log().newRecordId() : old.recordId();
        SessionState state = new SessionState(recordId, queue.name(), sessionId, bytes);
        sessions.remember(state);
        return context.log().write(List.of(old == null ? new LogChange.Add(state) : new LogChange.Replace(state)));
    }

    private QueueReader hold(DeliveryLane lane, ReceiveMode mode, DeliverySink sink) {
        QueueReader reader = new QueueReader(queue, lane, mode, sink);
        lane.add(reader);
        lane.heldUntil = lockedUntil();
        return reader;
    }

    private static void takeAway(DeliveryLane lane) {
        QueueReader holder = lane.holder();
        if (holder != null) {
            holder.revoked();
            lane.remove(holder);
            holder.sink.sessionLost();
        }
        lane.heldUntil = null;
    }

    private Instant lockedUntil() {
        return context.clock().instant().plus(queue.settings().lockDuration());
    }
}
