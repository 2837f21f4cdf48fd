package io.dropbatch.localazure.servicebus.protocol.administration;

import io.dropbatch.localazure.servicebus.engine.entity.BusNamespace;
import io.dropbatch.localazure.servicebus.engine.entity.MessageDestination;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.message.MessageState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many messages an entity holds. Locked messages are active; deferred ones only count in all. */
record MessageCounts(long active, long scheduled, long deadLetters, long all, long bytes) {

    static MessageCounts ofQueue(BusNamespace namespace, MessageQueue queue) {
        return counts(held(queue), scheduledFor(namespace, queue), deadLettersOf(namespace, queue));
    }

    /** A topic itself holds only what is sent later. */
    static MessageCounts ofTopic(MessageDestination topic) {
        return counts(List.of(), topic.peekScheduled(0), List.of());
    }

    /** What is sent later waits in the topic. */
    static MessageCounts ofSubscription(BusNamespace namespace, MessageQueue subscription) {
        return counts(held(subscription), List.of(), deadLettersOf(namespace, subscription));
    }

    private static MessageCounts counts(
            List<StoredMessage> held, List<StoredMessage> scheduled, List<StoredMessage> dead) {
        long active = held.stream()
                .filter(message -> message.state() == MessageState.ACTIVE)
                .count();
        return new MessageCounts(
                active,
                scheduled.size(),
                dead.size(),
                held.size() + scheduled.size() + dead.size(),
                bytes(held) + bytes(scheduled) + bytes(dead));
    }

    private static List<StoredMessage> held(@Nullable MessageQueue queue) {
        return queue == null ? List.of() : queue.peek(0, Integer.MAX_VALUE, null);
    }

    private static List<StoredMessage> deadLettersOf(BusNamespace namespace, MessageQueue queue) {
        return held(namespace.queue(queue.name().deadLetters().value()));
    }

    private static List<StoredMessage> scheduledFor(BusNamespace namespace, MessageQueue queue) {
        MessageDestination destination = namespace.destination(queue.name().value());
        return destination == null ? List.of() : destination.peekScheduled(0);
    }

    private static long bytes(List<StoredMessage> messages) {
        return messages.stream().mapToLong(message -> message.content().size()).sum();
    }
}
