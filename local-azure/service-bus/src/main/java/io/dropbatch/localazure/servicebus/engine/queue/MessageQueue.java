package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.EntityName;
import io.dropbatch.localazure.servicebus.engine.log.SequenceCounter;
import io.dropbatch.localazure.servicebus.engine.log.SessionState;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.engine.time.DeadlineAlarm;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import io.dropbatch.localazure.servicebus.message.MessageState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for receivers: a queue, a subscription, or the dead letters of one.
 *
 * <p>The queue is a monitor. Every call from outside and every alarm takes its lock, does one step and sets the alarm
 * to the next deadline; nothing waits for the log while the lock is held. The parts below it are guarded by the same
 * lock.
 *
 * <ul>
 *   <li>{@link QueueContents} holds the messages, by number and by expiry.
 *   <li>{@link DeliveryLane} holds messages in delivery order with their readers: one for the queue, or one for each
 *       session.
 *   <li>{@link LockTable} holds the locks of delivered messages.
 *   <li>{@link MessageSettlement} applies a receiver's decision and handles expired locks and messages.
 *   <li>{@link MessageExpiry} ends expired messages.
 *   <li>{@link SessionHolding} gives sessions to receivers and takes them away.
 * </ul>
 *
 * <p>A message comes in by {@link #admit}, is ready in its lane, is delivered by {@link #dispatch} to a reader with
 * credit, and leaves by {@link #settle}.
 */
public final class MessageQueue {
    private final EntityName name;
    private final QueueSettings settings;
    private final QueueContext context;
    private final SequenceCounter sequence;
    private final DeadlineAlarm alarm;
    private final DeliveryLane main = new DeliveryLane(null);
    private final QueueSessions sessions = new QueueSessions();
    private final LockTable locks = new LockTable();
    private final QueueContents contents;
    private final MessageSettlement settlement;
    private final MessageExpiry expiry;
    private final SessionHolding holding;

    public MessageQueue(
            EntityName name, QueueSettings settings, QueueContext context, @Nullable MessageQueue deadLetters) {
        this.name = name;
        this.settings = settings;
        this.context = context;
        this.sequence = new SequenceCounter(name, context.log());
        this.alarm = new DeadlineAlarm(context.timers(), this::onAlarm);
        this.contents = new QueueContents(context.quota(), locks, sessions);
        this.settlement = new MessageSettlement(settings, context, contents, locks, deadLetters, this::makeReady);
        this.expiry = new MessageExpiry(settings, contents, settlement);
        this.holding = new SessionHolding(this, context, sessions);
    }

    public EntityName name() {
        return name;
    }

    public QueueSettings settings() {
        return settings;
    }

    public boolean requiresSession() {
        return settings.requiresSession();
    }

    public SequenceCounter sequence() {
        return sequence;
    }

    // --- messages coming in ---

    /** A numbered message for this queue that is not yet in it. */
    public StoredMessage number(MessageContent content, Instant now, @Nullable Duration destinationTimeToLive) {
        long number = sequence.next();
        return new StoredMessage(
                context.log().newRecordId(),
                name,
                number,
                number,
                now,
                expiry.expiryOf(now, content.timeToLive(), destinationTimeToLive),
                null,
                0,
                MessageState.ACTIVE,
                null,
                content);
    }

    StoredMessage numberDeadLetter(StoredMessage message, MessageContent content) {
        return new StoredMessage(
                context.log().newRecordId(),
                name,
                sequence.next(),
                message.enqueuedSequenceNumber(),
                message.enqueuedAt(),
                null,
                null,
                message.deliveryCount(),
                MessageState.ACTIVE,
                message.entity().value(),
                content);
    }

    /** Adds a message that is already in the log. */
    public synchronized void admit(StoredMessage message) {
        MessageSlot slot = new MessageSlot(message, lane(message));
        contents.add(slot);
        makeReady(slot);
        setAlarm();
    }

    public void restore(StoredMessage message) {
        sequence.seen(message.sequenceNumber());
        admit(message);
    }

    public synchronized void restore(SessionState state) {
        sessions.remember(state);
    }

    // --- readers ---

    /** Reads a queue without sessions. */
    public synchronized QueueReader read(ReceiveMode mode, DeliverySink sink) {
        if (requiresSession()) {
            throw new BrokerException(
                    BrokerRefusal.NOT_ALLOWED,
                    "It is not possible for an entity that requires sessions to create a "
                            + "non-sessionful message receiver: " + name);
        }
        QueueReader reader = new QueueReader(this, main, mode, sink);
        main.add(reader);
        return reader;
    }

    /** Holds one session: the named one or, with null, the next free one with messages; waits up to the given time. */
    public synchronized CompletableFuture<QueueReader> readSession(
            @Nullable String sessionId, Duration patience, ReceiveMode mode, DeliverySink sink) {
        if (!requiresSession()) {
            return new BrokerException(
                            BrokerRefusal.NOT_ALLOWED,
                            "A sessionful message receiver cannot be created on an entity that does not require sessions: "
                                    + name)
                    .asFuture();
        }
        CompletableFuture<QueueReader> reader = holding.accept(sessionId, patience, mode, sink);
        setAlarm();
        return reader;
    }

    synchronized void grant(QueueReader reader, long total) {
        reader.limit(total);
        dispatch(reader.lane);
        setAlarm();
    }

    synchronized long revoke(QueueReader reader) {
        return reader.revoked();
    }

    synchronized void close(QueueReader reader) {
        reader.revoked();
        reader.lane.remove(reader);
        if (reader.lane.heldUntil != null) {
            reader.lane.heldUntil = null;
            locks.in(reader.lane).forEach(settlement::unlock);
            wake(reader.lane);
        }
        setAlarm();
    }

    synchronized @Nullable Instant sessionLockedUntil(QueueReader reader) {
        return reader.lane.heldUntil;
    }

    // --- settlement and locks ---

    /** Applies a receiver's decision; the result completes when the decision is durable. */
    public synchronized CompletableFuture<Void> settle(LockToken token, SettlementDecision decision) {
        MessageSlot slot = locks.find(token);
        if (slot == null) {
            return token.lost().asFuture();
        }
        CompletableFuture<Void> done = settlement.settle(slot, decision);
        setAlarm();
        return done;
    }

    /** Extends a message's lock and returns when it expires. */
    public synchronized Instant renew(LockToken token) {
        Instant until = now().plus(settings.lockDuration());
        if (requiresSession() || !locks.renew(token, until)) {
            throw token.lost();
        }
        setAlarm();
        return until;
    }

    /** Extends the lock of a session, and with it those of its messages. */
    public synchronized Instant renewSession(String sessionId) {
        Instant until = holding.renew(sessionId);
        setAlarm();
        return until;
    }

    public synchronized byte @Nullable [] sessionState(String sessionId) {
        return holding.state(sessionId);
    }

    public synchronized CompletableFuture<Void> setSessionState(String sessionId, byte @Nullable [] bytes) {
        return holding.setState(sessionId, bytes);
    }

    // --- peeking, and receiving by number ---

    /** Peeks at messages from a sequence number on, without any effect on them. */
    public synchronized List<StoredMessage> peek(long from, int count, @Nullable String sessionId) {
        Instant now = now();
        return contents.from(from)
                .filter(message -> sessionId == null || sessionId.equals(message.sessionId()))
                .filter(message -> !message.isExpired(now))
                .limit(count)
                .toList();
    }

    /** Receives deferred messages by their numbers: all of them or none. */
    public synchronized List<DeliveredMessage> receiveDeferred(List<Long> numbers, ReceiveMode mode) {
        List<MessageSlot> slots = numbers.stream().map(this::deferred).toList();
        List<DeliveredMessage> taken =
                slots.stream().map(slot -> take(slot, mode)).toList();
        setAlarm();
        return taken;
    }

    private MessageSlot deferred(Long number) {
        MessageSlot slot = contents.find(number);
        if (slot == null || slot.isLocked() || slot.message.state() != MessageState.DEFERRED) {
            throw new BrokerException(
                    BrokerRefusal.MESSAGE_NOT_FOUND,
                    "Failed to lock one or more specified messages: no deferred message " + number + " in " + name);
        }
        return slot;
    }

    // --- delivery ---

    private DeliveryLane lane(StoredMessage message) {
        if (!requiresSession()) {
            return main;
        }
        return sessions.lane(Objects.requireNonNullElse(message.sessionId(), ""));
    }

    private void makeReady(MessageSlot slot) {
        if (slot.message.state() != MessageState.ACTIVE) {
            return;
        }
        slot.lane.ready.put(slot.message.sequenceNumber(), slot);
        wake(slot.lane);
    }

    /** Passes messages to the lane's readers, or gives a free session with messages to a waiting receiver. */
    private void wake(DeliveryLane lane) {
        if (lane.sessionId == null || !lane.isFree()) {
            dispatch(lane);
            return;
        }
        holding.offer(lane);
    }

    private void dispatch(DeliveryLane lane) {
        while (!lane.ready.isEmpty()) {
            QueueReader reader = lane.nextHungry();
            if (reader == null) {
                return;
            }
            MessageSlot slot = lane.ready.pollFirstEntry().getValue();
            if (slot.message.isExpired(now())) {
                settlement.expire(slot);
                continue;
            }
            reader.assigned();
            reader.sink.deliver(take(slot, reader.mode));
        }
    }

    private DeliveredMessage take(MessageSlot slot, ReceiveMode mode) {
        if (mode == ReceiveMode.RECEIVE_AND_DELETE) {
            settlement.discard(slot);
            return DeliveredMessage.unlocked(slot.message);
        }
        if (slot.lane.sessionId != null) {
            return new DeliveredMessage(slot.message, locks.lock(slot, Instant.MAX), slot.lane.heldUntil);
        }
        Instant until = now().plus(settings.lockDuration());
        return new DeliveredMessage(slot.message, locks.lock(slot, until), until);
    }

    // --- time ---

    private void onAlarm() {
        List<SessionWaiter> overdue;
        synchronized (this) {
            Instant now = now();
            locks.expired(now).forEach(settlement::lockLost);
            holding.takeAwayExpired(now).forEach(this::redeliver);
            overdue = holding.takeOverdue(now);
            expiry.dropExpired(now);
            setAlarm();
        }
        overdue.forEach(SessionWaiter::giveUp);
    }

    /** Messages that were locked in a lost session go to its next holder. */
    private void redeliver(DeliveryLane lane) {
        locks.in(lane).forEach(settlement::lockLost);
        wake(lane);
    }

    /** Expires the oldest messages early in a queue without readers, while that is asked for; returns how many. */
    synchronized int dropUnread(BooleanSupplier wanted) {
        return main.isFree() ? expiry.dropEarly(wanted) : 0;
    }

    /** Sets the alarm to the next deadline, after any step. */
    private void setAlarm() {
        alarm.ensure(locks.nextExpiry());
        alarm.ensure(expiry.nextRound());
        if (requiresSession()) {
            alarm.ensure(holding.nextDeadline());
        }
    }

    private Instant now() {
        return context.clock().instant();
    }
}
