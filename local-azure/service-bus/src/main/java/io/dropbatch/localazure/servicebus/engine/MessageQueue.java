package io.dropbatch.localazure.servicebus.engine;

import io.dropbatch.localazure.servicebus.message.MessageContent;
import io.dropbatch.localazure.servicebus.message.MessageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Messages waiting for receivers: a queue, a subscription or the dead letters of one. A monitor: each call is one step. */
public final class MessageQueue {
    /** Messages that expire close together are dropped together. */
    private static final Duration EXPIRY_PAUSE = Duration.ofMillis(100);

    private final EntityName name;
    private final QueueSettings settings;
    private final QueueContext context;
    private final @Nullable MessageQueue deadLetters;
    private final SequenceCounter sequence;
    private final Alarm alarm;
    private final NavigableMap<Long, Slot> all = new TreeMap<>();
    private final NavigableSet<Slot> byExpiry = new TreeSet<>(Slot.BY_EXPIRY);
    private final LockTable locks = new LockTable();
    private final Lane main = new Lane(null);
    private final Sessions sessions = new Sessions();
    private Instant lastExpiry = Instant.MIN;

    MessageQueue(EntityName name, QueueSettings settings, QueueContext context, @Nullable MessageQueue deadLetters) {
        this.name = name;
        this.settings = settings;
        this.context = context;
        this.deadLetters = deadLetters;
        this.sequence = new SequenceCounter(name, context.log());
        this.alarm = new Alarm(context.timers(), this::onAlarm);
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

    SequenceCounter sequence() {
        return sequence;
    }

    // --- messages coming in ---

    /** A message for this queue, numbered, but not yet in it. */
    StoredMessage number(MessageContent content, Instant now, @Nullable Duration destinationTimeToLive) {
        long number = sequence.next();
        return new StoredMessage(
                context.log().newRecordId(),
                name,
                number,
                number,
                now,
                expiry(now, content.timeToLive(), destinationTimeToLive, settings.timeToLive()),
                null,
                0,
                MessageState.ACTIVE,
                null,
                content);
    }

    /** Takes in a message that the log holds already. */
    synchronized void admit(StoredMessage message) {
        Slot slot = new Slot(message, lane(message));
        all.put(message.sequenceNumber(), slot);
        slot.lane.size++;
        if (message.expiresAt() != null) {
            byExpiry.add(slot);
        }
        context.quota().take(message);
        makeReady(slot);
        setAlarm();
    }

    void restore(StoredMessage message) {
        sequence.seen(message.sequenceNumber());
        admit(message);
    }

    synchronized void restore(SessionState state) {
        sessions.remember(state);
    }

    // --- readers ---

    /** Reads a queue without sessions. */
    public synchronized Reader read(ReceiveMode mode, DeliverySink sink) {
        if (requiresSession()) {
            throw new BrokerException(
                    Refusal.NOT_ALLOWED,
                    "It is not possible for an entity that requires sessions to create a "
                            + "non-sessionful message receiver: " + name);
        }
        Reader reader = new Reader(this, main, mode, sink);
        main.add(reader);
        return reader;
    }

    /** Holds one session: the named one, or with null the next free one that has messages, waited for with patience. */
    public synchronized CompletableFuture<Reader> readSession(
            @Nullable String sessionId, Duration patience, ReceiveMode mode, DeliverySink sink) {
        if (!requiresSession()) {
            return new BrokerException(
                            Refusal.NOT_ALLOWED,
                            "A sessionful message receiver cannot be created on an entity that does not require sessions: "
                                    + name)
                    .asFuture();
        }
        Lane lane = sessionId == null ? sessions.nextFree() : sessions.lane(sessionId);
        if (lane == null) {
            return waitForSession(patience, mode, sink);
        }
        if (!lane.isFree()) {
            return new BrokerException(
                            Refusal.SESSION_BUSY,
                            "The requested session '" + sessionId
                                    + "' cannot be accepted. It may be locked by another receiver.")
                    .asFuture();
        }
        return CompletableFuture.completedFuture(hold(lane, mode, sink));
    }

    private CompletableFuture<Reader> waitForSession(Duration patience, ReceiveMode mode, DeliverySink sink) {
        CompletableFuture<Reader> answer = new CompletableFuture<>();
        sessions.await(new SessionWaiter(answer, mode, sink, now().plus(patience)));
        setAlarm();
        return answer;
    }

    private Reader hold(Lane lane, ReceiveMode mode, DeliverySink sink) {
        Reader reader = new Reader(this, lane, mode, sink);
        lane.add(reader);
        lane.heldUntil = now().plus(settings.lockDuration());
        setAlarm();
        return reader;
    }

    synchronized void grant(Reader reader, long total) {
        reader.limit(total);
        dispatch(reader.lane);
        setAlarm();
    }

    synchronized long revoke(Reader reader) {
        return reader.revoked();
    }

    synchronized void close(Reader reader) {
        reader.revoked();
        reader.lane.remove(reader);
        if (reader.lane.heldUntil != null) {
            reader.lane.heldUntil = null;
            locks.in(reader.lane).forEach(this::unlock);
            wake(reader.lane);
        }
        setAlarm();
    }

    synchronized @Nullable Instant sessionLockedUntil(Reader reader) {
        return reader.lane.heldUntil;
    }

    // --- settlement and locks ---

    /** Applies a receiver's decision; the result completes when the decision is durable. */
    public synchronized CompletableFuture<Void> settle(LockToken token, Settlement settlement) {
        Slot slot = locks.find(token);
        if (slot == null) {
            return BrokerException.lockLost(token).asFuture();
        }
        CompletableFuture<Void> done = switch (settlement) {
            case Settlement.Complete() -> erase(slot);
            case Settlement.Abandon(Map<String, Object> changes) -> abandon(slot, changes);
            case Settlement.Defer(Map<String, Object> changes) -> defer(slot, changes);
            case Settlement.DeadLetter letter -> bury(slot, letter);
            case Settlement.Release() -> release(slot);
        };
        setAlarm();
        return done;
    }

    /** Extends a message's lock and tells until when. */
    public synchronized Instant renew(LockToken token) {
        Instant until = now().plus(settings.lockDuration());
        if (requiresSession() || !locks.renew(token, until)) {
            throw BrokerException.lockLost(token);
        }
        setAlarm();
        return until;
    }

    /** Extends the lock of a session, and with it those of its messages. */
    public synchronized Instant renewSession(String sessionId) {
        Lane lane = sessions.lane(sessionId);
        if (lane.heldUntil == null) {
            sessions.forgetIfEmpty(lane);
            throw BrokerException.sessionLockLost(sessionId);
        }
        Instant until = now().plus(settings.lockDuration());
        lane.heldUntil = until;
        setAlarm();
        return until;
    }

    public synchronized byte @Nullable [] sessionState(String sessionId) {
        SessionState state = sessions.state(sessionId);
        return state == null ? null : state.state();
    }

    public synchronized CompletableFuture<Void> setSessionState(String sessionId, byte @Nullable [] bytes) {
        SessionState old = sessions.state(sessionId);
        if (bytes == null) {
            sessions.forgetState(sessionId);
            return old == null
                    ? CompletableFuture.completedFuture(null)
                    : context.log().write(List.of(new Change.Remove(old.recordId())));
        }
        long recordId = old == null ? context.log().newRecordId() : old.recordId();
        SessionState state = new SessionState(recordId, name, sessionId, bytes);
        sessions.remember(state);
        return context.log().write(List.of(old == null ? new Change.Add(state) : new Change.Replace(state)));
    }

    // --- looking without taking, and taking by number ---

    /** Messages from a sequence number on, without any effect on them. */
    public synchronized List<StoredMessage> peek(long from, int count, @Nullable String sessionId) {
        Instant now = now();
        return all.tailMap(from, true).values().stream()
                .map(slot -> slot.message)
                .filter(message -> sessionId == null || sessionId.equals(message.sessionId()))
                .filter(message -> !message.isExpired(now))
                .limit(count)
                .toList();
    }

    /** Takes deferred messages by their numbers: all of them or none. */
    public synchronized List<Delivered> receiveDeferred(List<Long> numbers, ReceiveMode mode) {
        List<Slot> slots = numbers.stream().map(this::deferred).toList();
        List<Delivered> taken = slots.stream().map(slot -> take(slot, mode)).toList();
        setAlarm();
        return taken;
    }

    private Slot deferred(Long number) {
        Slot slot = all.get(number);
        if (slot == null || slot.isLocked() || slot.message.state() != MessageState.DEFERRED) {
            throw new BrokerException(
                    Refusal.MESSAGE_NOT_FOUND,
                    "Failed to lock one or more specified messages: no deferred message " + number + " in " + name);
        }
        return slot;
    }

    // --- how messages move ---

    private void makeReady(Slot slot) {
        if (slot.message.state() != MessageState.ACTIVE) {
            return;
        }
        slot.lane.ready.put(slot.message.sequenceNumber(), slot);
        wake(slot.lane);
    }

    /** Passes messages to whoever reads the lane, or a free session with messages to whoever waits for one. */
    private void wake(Lane lane) {
        if (lane.sessionId == null || !lane.isFree()) {
            dispatch(lane);
            return;
        }
        SessionWaiter waiter = lane.ready.isEmpty() ? null : sessions.nextWaiter();
        if (waiter != null) {
            waiter.answer().complete(hold(lane, waiter.mode(), waiter.sink()));
        }
        sessions.forgetIfEmpty(lane);
    }

    private void dispatch(Lane lane) {
        while (!lane.ready.isEmpty()) {
            Reader reader = lane.nextHungry();
            if (reader == null) {
                return;
            }
            Slot slot = lane.ready.pollFirstEntry().getValue();
            if (slot.message.isExpired(now())) {
                expire(slot);
                continue;
            }
            reader.assigned();
            reader.sink.deliver(take(slot, reader.mode));
        }
    }

    private Delivered take(Slot slot, ReceiveMode mode) {
        if (mode == ReceiveMode.RECEIVE_AND_DELETE) {
            forget(slot);
            context.log().writeBehind(new Change.Remove(slot.message.recordId()));
            return Delivered.unlocked(slot.message);
        }
        if (slot.lane.sessionId != null) {
            return new Delivered(slot.message, locks.lock(slot, Instant.MAX), slot.lane.heldUntil);
        }
        Instant until = now().plus(settings.lockDuration());
        return new Delivered(slot.message, locks.lock(slot, until), until);
    }

    private CompletableFuture<Void> erase(Slot slot) {
        forget(slot);
        return context.log().write(List.of(new Change.Remove(slot.message.recordId())));
    }

    private CompletableFuture<Void> abandon(Slot slot, Map<String, Object> changes) {
        change(slot, changes);
        if (isWornOut(countDelivery(slot))) {
            return bury(slot, tooManyDeliveries());
        }
        // Written before the message moves on: the next reader may delete it.
        CompletableFuture<Void> written = context.log().write(List.of(update(slot, changes)));
        unlock(slot);
        return written;
    }

    private CompletableFuture<Void> defer(Slot slot, Map<String, Object> changes) {
        change(slot, changes);
        locks.unlock(slot);
        slot.message = slot.message.in(MessageState.DEFERRED);
        return context.log().write(List.of(update(slot, changes)));
    }

    private CompletableFuture<Void> release(Slot slot) {
        unlock(slot);
        return CompletableFuture.completedFuture(null);
    }

    /** A lock that ran out counts as a delivery, like an abandoned message. */
    private void lose(Slot slot) {
        if (isWornOut(countDelivery(slot))) {
            bury(slot, tooManyDeliveries());
            return;
        }
        context.log().writeBehind(update(slot, Map.of()));
        unlock(slot);
    }

    private void unlock(Slot slot) {
        locks.unlock(slot);
        if (slot.message.isExpired(now())) {
            expire(slot);
            return;
        }
        makeReady(slot);
    }

    private void change(Slot slot, Map<String, Object> changes) {
        StoredMessage changed = slot.message.with(slot.message.content().withApplicationProperties(changes));
        context.quota().giveBack(slot.message);
        context.quota().take(changed);
        slot.message = changed;
    }

    private static int countDelivery(Slot slot) {
        slot.message = slot.message.counted(slot.message.deliveryCount() + 1);
        return slot.message.deliveryCount();
    }

    private boolean isWornOut(int deliveryCount) {
        return deliveryCount >= settings.maxDeliveryCount();
    }

    private static Change update(Slot slot, Map<String, Object> changes) {
        StoredMessage message = slot.message;
        return changes.isEmpty()
                ? new Change.Recount(message.recordId(), message.deliveryCount(), message.state())
                : new Change.Replace(message);
    }

    /**
     * Lets the oldest messages expire early, as long as that is wanted: only those that would vanish by themselves,
     * and only where nobody reads.
     */
    synchronized int dropUnread(BooleanSupplier wanted) {
        if (settings.timeToLive() == null || settings.deadLetterOnExpiration() || !main.isFree()) {
            return 0;
        }
        int dropped = 0;
        for (Slot slot : List.copyOf(byExpiry)) {
            if (!wanted.getAsBoolean()) {
                return dropped;
            }
            if (!slot.isLocked()) {
                expire(slot);
                dropped++;
            }
        }
        return dropped;
    }

    private void expire(Slot slot) {
        if (settings.deadLetterOnExpiration()) {
            bury(
                    slot,
                    new Settlement.DeadLetter(
                            "TTLExpiredException", "The message expired and was dead lettered.", Map.of()));
            return;
        }
        forget(slot);
        context.log().writeBehind(new Change.Remove(slot.message.recordId()));
    }

    /** Moves a message to the dead letters in one write, so that it is always in exactly one of the two. */
    private CompletableFuture<Void> bury(Slot slot, Settlement.DeadLetter letter) {
        forget(slot);
        Change removal = new Change.Remove(slot.message.recordId());
        if (deadLetters == null) {
            return context.log().write(List.of(removal));
        }
        StoredMessage dead = deadLetters.numberDeadLetter(slot.message, DeadLetters.content(slot.message, letter));
        return context.log().write(List.of(removal, new Change.Add(dead))).thenRun(() -> deadLetters.admit(dead));
    }

    private StoredMessage numberDeadLetter(StoredMessage message, MessageContent content) {
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

    private void forget(Slot slot) {
        locks.unlock(slot);
        all.remove(slot.message.sequenceNumber());
        slot.lane.size--;
        slot.lane.ready.remove(slot.message.sequenceNumber());
        byExpiry.remove(slot);
        context.quota().giveBack(slot.message);
        sessions.forgetIfEmpty(slot.lane);
    }

    // --- time ---

    private void onAlarm() {
        List<SessionWaiter> impatient;
        synchronized (this) {
            Instant now = now();
            locks.expired(now).forEach(this::lose);
            sessions.expired(now).forEach(this::loseSession);
            impatient = sessions.impatient(now);
            dropExpired(now);
            setAlarm();
        }
        impatient.forEach(waiter -> waiter.answer()
                .completeExceptionally(new BrokerException(
                        Refusal.TIMEOUT, "No session with messages became free within the time allowed")));
    }

    private void loseSession(Lane lane) {
        Reader holder = lane.holder();
        if (holder != null) {
            holder.revoked();
            lane.remove(holder);
            holder.sink.sessionLost();
        }
        lane.heldUntil = null;
        locks.in(lane).forEach(this::lose);
        wake(lane);
    }

    private void dropExpired(Instant now) {
        List<Slot> expired = new ArrayList<>();
        for (Slot slot : byExpiry) {
            if (!slot.message.isExpired(now)) {
                break;
            }
            expired.add(slot);
        }
        for (Slot slot : expired) {
            // A locked message is its receiver's to settle; whether it has expired is asked again when it is unlocked.
            byExpiry.remove(slot);
            if (!slot.isLocked()) {
                expire(slot);
            }
        }
        lastExpiry = now;
    }

    /** Whatever happened: the alarm is set to what comes next. */
    private void setAlarm() {
        alarm.ensure(locks.nextExpiry());
        alarm.ensure(nextMessageExpiry());
        if (requiresSession()) {
            alarm.ensure(sessions.nextDeadline());
        }
    }

    private @Nullable Instant nextMessageExpiry() {
        if (byExpiry.isEmpty()) {
            return null;
        }
        Instant first = byExpiry.first().expiresAt;
        Instant earliest = lastExpiry.equals(Instant.MIN) ? first : lastExpiry.plus(EXPIRY_PAUSE);
        return first.isAfter(earliest) ? first : earliest;
    }

    // --- small things ---

    private Lane lane(StoredMessage message) {
        if (!requiresSession()) {
            return main;
        }
        return sessions.lane(Objects.requireNonNullElse(message.sessionId(), ""));
    }

    private Settlement.DeadLetter tooManyDeliveries() {
        return new Settlement.DeadLetter(
                "MaxDeliveryCountExceeded",
                "Message could not be consumed after " + settings.maxDeliveryCount() + " delivery attempts.",
                Map.of());
    }

    private static @Nullable Instant expiry(Instant now, @Nullable Duration... lives) {
        return Stream.of(lives)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(life -> plusOrNever(now, life))
                .orElse(null);
    }

    /** Durations such as P10675199D mean for ever. */
    private static @Nullable Instant plusOrNever(Instant now, Duration life) {
        return life.compareTo(Duration.ofDays(36500)) > 0 ? null : now.plus(life);
    }

    private Instant now() {
        return context.clock().instant();
    }
}
