package io.dropbatch.localazure.servicebus.engine.entity;

import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.engine.queue.QueueContext;
import io.dropbatch.localazure.servicebus.engine.time.DeadlineAlarm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Messages of one entity that become visible later, in order of time. */
final class ScheduledMessages {
    private static final Comparator<StoredMessage> BY_TIME =
            Comparator.comparing(ScheduledMessages::due).thenComparingLong(StoredMessage::sequenceNumber);
    private static final int MOST_AT_ONCE = 500;

    private final NavigableSet<StoredMessage> byTime = new TreeSet<>(BY_TIME);
    private final Map<Long, StoredMessage> byNumber = new HashMap<>();
    private final QueueContext context;
    private final DeadlineAlarm alarm;
    private final Consumer<List<StoredMessage>> whenDue;

    ScheduledMessages(QueueContext context, Consumer<List<StoredMessage>> whenDue) {
        this.context = context;
        this.whenDue = whenDue;
        this.alarm = new DeadlineAlarm(context.timers(), this::onAlarm);
    }

    synchronized void add(StoredMessage message) {
        byTime.add(message);
        byNumber.put(message.sequenceNumber(), message);
        context.quota().take(message);
        alarm.ensure(byTime.first().scheduledFor());
    }

    /** Removes the message with this number; null when it is not scheduled. */
    synchronized @Nullable StoredMessage remove(long sequenceNumber) {
        StoredMessage message = byNumber.get(sequenceNumber);
        if (message != null) {
            drop(message);
        }
        return message;
    }

    synchronized List<StoredMessage> from(long sequenceNumber) {
        return byNumber.values().stream()
                .filter(message -> message.sequenceNumber() >= sequenceNumber)
                .sorted(Comparator.comparingLong(StoredMessage::sequenceNumber))
                .toList();
    }

    private void onAlarm() {
        List<StoredMessage> due = takeDue();
        if (!due.isEmpty()) {
            whenDue.accept(due);
        }
    }

    private synchronized List<StoredMessage> takeDue() {
        Instant now = context.clock().instant();
        List<StoredMessage> due = new ArrayList<>();
        while (!byTime.isEmpty()
                && due.size() < MOST_AT_ONCE
                && !due(byTime.first()).isAfter(now)) {
            StoredMessage message = byTime.first();
            drop(message);
            due.add(message);
        }
        if (!byTime.isEmpty()) {
            alarm.ensure(byTime.first().scheduledFor());
        }
        return due;
    }

    private void drop(StoredMessage message) {
        byTime.remove(message);
        byNumber.remove(message.sequenceNumber());
        context.quota().giveBack(message);
    }

    private static Instant due(StoredMessage message) {
        return Objects.requireNonNull(message.scheduledFor(), "a scheduled message has a time");
    }
}
