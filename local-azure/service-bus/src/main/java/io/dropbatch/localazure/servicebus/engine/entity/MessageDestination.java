package io.dropbatch.localazure.servicebus.engine.entity;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.EntityName;
import io.dropbatch.localazure.servicebus.engine.log.DuplicateMark;
import io.dropbatch.localazure.servicebus.engine.log.LogChange;
import io.dropbatch.localazure.servicebus.engine.log.SequenceCounter;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.engine.queue.QueueContext;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import io.dropbatch.localazure.servicebus.message.MessageState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A queue or a topic as senders see it. */
public final class MessageDestination {
    private final EntityName name;
    private final DestinationSettings settings;
    private final QueueContext context;
    private final MessageFanout fanout;
    private final SequenceCounter sequence;
    private final @Nullable DuplicateWindow window;
    private final ScheduledMessages scheduled;

    MessageDestination(
            EntityName name,
            DestinationSettings settings,
            QueueContext context,
            SequenceCounter sequence,
            MessageFanout fanout) {
        this.name = name;
        this.settings = settings;
        this.context = context;
        this.sequence = sequence;
        this.fanout = fanout;
        this.window = settings.duplicateWindow() == null
                ? null
                : new DuplicateWindow(name, settings.duplicateWindow(), context.log());
        this.scheduled = new ScheduledMessages(context, this::release);
    }

    public EntityName name() {
        return name;
    }

    public DestinationSettings settings() {
        return settings;
    }

    /** Accepts all of the messages or none; completes when they are durable and visible. */
    public CompletableFuture<Void> send(List<MessageContent> messages) {
        Intake intake = new Intake();
        try {
            messages.forEach(message -> intake.take(message, message.scheduledFor()));
        } catch (BrokerException e) {
            intake.giveUp(e);
            return e.asFuture();
        }
        return intake.write();
    }

    /** Accepts scheduled messages and returns the number by which each can be cancelled. */
    public CompletableFuture<List<Long>> schedule(List<MessageContent> messages) {
        Intake intake = new Intake();
        try {
            messages.forEach(message -> intake.schedule(message, scheduleOf(message)));
        } catch (BrokerException e) {
            intake.giveUp(e);
            return e.asFuture();
        }
        return intake.write().thenApply(done -> intake.scheduledNumbers());
    }

    /** Cancels scheduled messages: all of them or none. */
    public CompletableFuture<Void> cancel(List<Long> numbers) {
        List<StoredMessage> cancelled = new ArrayList<>();
        for (Long number : numbers) {
            StoredMessage message = scheduled.remove(number);
            if (message == null) {
                cancelled.forEach(scheduled::add);
                return new BrokerException(
                                BrokerRefusal.MESSAGE_NOT_FOUND, "No scheduled message " + number + " in " + name)
                        .asFuture();
            }
            cancelled.add(message);
        }
        List<LogChange> changes = new ArrayList<>();
        cancelled.forEach(message -> changes.add(new LogChange.Remove(message.recordId())));
        return context.log().write(changes);
    }

    /** Scheduled messages from this number on, in order. */
    public List<StoredMessage> peekScheduled(long from) {
        return scheduled.from(from);
    }

    void restoreScheduled(StoredMessage message) {
        sequence.seen(message.sequenceNumber());
        scheduled.add(message);
    }

    void restore(DuplicateMark mark) {
        if (window == null || !mark.forgottenAt().isAfter(context.clock().instant())) {
            context.log().writeBehind(new LogChange.Remove(mark.recordId()));
            return;
        }
        window.restore(mark);
    }

    SequenceCounter sequence() {
        return sequence;
    }

    /** Sends the scheduled messages that are due, in the same write that ends their schedule. */
    private void release(List<StoredMessage> due) {
        Intake intake = new Intake();
        for (StoredMessage message : due) {
            intake.replace(message);
        }
        intake.write();
    }

    private Instant scheduleOf(MessageContent message) {
        Instant time = message.scheduledFor();
        return time == null ? context.clock().instant() : time;
    }

    private static MessageContent identified(MessageContent message) {
        if (message.properties().messageId() != null) {
            return message;
        }
        // The JavaScript client cannot settle a message without an id.
        return message.withMessageId(UUID.randomUUID().toString().replace("-", ""));
    }

    /** One write being prepared: the changes to the log, and what becomes visible once they are written. */
    private final class Intake {
        private final Instant now = context.clock().instant();
        private final List<LogChange> changes = new ArrayList<>();
        private final List<Runnable> visible = new ArrayList<>();
        private final List<DuplicateWindow.Claim> claims = new ArrayList<>();
        private final List<CompletableFuture<Void>> originals = new ArrayList<>();
        private final List<Long> scheduledNumbers = new ArrayList<>();

        void take(MessageContent sent, @Nullable Instant time) {
            if (time != null && time.isAfter(now)) {
                schedule(sent, time);
                return;
            }
            MessageContent message = identified(sent);
            if (isNew(message)) {
                addCopies(message);
            }
        }

        void schedule(MessageContent sent, Instant time) {
            MessageContent message = identified(sent);
            context.quota().require(message, 1);
            if (!isNew(message)) {
                // Azure drops a duplicate silently; its number cannot be used to cancel anything.
                scheduledNumbers.add(sequence.next());
                return;
            }
            StoredMessage stored = waiting(message, time);
            changes.add(new LogChange.Add(stored));
            visible.add(() -> scheduled.add(stored));
            scheduledNumbers.add(stored.sequenceNumber());
        }

        void replace(StoredMessage due) {
            changes.add(new LogChange.Remove(due.recordId()));
            addCopies(due.content());
        }

        void giveUp(BrokerException reason) {
            claims.forEach(claim -> written(claim, reason));
        }

        CompletableFuture<Void> write() {
            if (changes.isEmpty()) {
                return allOf(originals);
            }
            CompletableFuture<Void> done = context.log().write(changes).whenComplete(this::finish);
            return originals.isEmpty() ? done : done.thenCompose(nothing -> allOf(originals));
        }

        List<Long> scheduledNumbers() {
            return scheduledNumbers;
        }

        private void addCopies(MessageContent message) {
            List<MessageQueue> targets = fanout.targets(message);
            context.quota().require(message, targets.size());
            for (MessageQueue queue : targets) {
                requireSession(queue, message);
                StoredMessage stored = queue.number(message, now, settings.timeToLive());
                changes.add(new LogChange.Add(stored));
                visible.add(() -> queue.admit(stored));
            }
        }

        private boolean isNew(MessageContent message) {
            String messageId = message.properties().messageId();
            if (window == null || messageId == null) {
                return true;
            }
            DuplicateWindow.Claim claim = window.claim(messageId, now);
            if (claim.isDuplicate()) {
                originals.add(claim.written());
                return false;
            }
            claims.add(claim);
            changes.add(new LogChange.Add(claim.mark()));
            return true;
        }

        private StoredMessage waiting(MessageContent message, Instant time) {
            long number = sequence.next();
            return new StoredMessage(
                    context.log().newRecordId(),
                    name,
                    number,
                    number,
                    now,
                    null,
                    time,
                    0,
                    MessageState.SCHEDULED,
                    null,
                    message);
        }

        private void finish(@Nullable Void nothing, @Nullable Throwable failure) {
            if (failure == null) {
                visible.forEach(Runnable::run);
            }
            claims.forEach(claim -> written(claim, failure));
        }

        private void written(DuplicateWindow.Claim claim, @Nullable Throwable failure) {
            if (window != null) {
                window.written(claim, failure);
            }
        }

        private void requireSession(MessageQueue queue, MessageContent message) {
            if (queue.requiresSession() && message.properties().sessionId() == null) {
                throw new BrokerException(
                        BrokerRefusal.NOT_ALLOWED,
                        "The SessionId was not set on a message, and it cannot be sent to the entity " + queue.name()
                                + ", which requires sessions");
            }
        }

        private static CompletableFuture<Void> allOf(List<CompletableFuture<Void>> futures) {
            return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
        }
    }
}
