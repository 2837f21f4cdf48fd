package io.dropbatch.localazure.servicebus.engine.entity;

import io.dropbatch.localazure.servicebus.engine.EntityName;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.log.DuplicateMark;
import io.dropbatch.localazure.servicebus.engine.log.LogRecord;
import io.dropbatch.localazure.servicebus.engine.log.MessageLog;
import io.dropbatch.localazure.servicebus.engine.log.SequenceCounter;
import io.dropbatch.localazure.servicebus.engine.log.SequenceMark;
import io.dropbatch.localazure.servicebus.engine.log.SessionState;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.engine.queue.QueueContext;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import io.dropbatch.localazure.servicebus.engine.queue.StorageQuota;
import io.dropbatch.localazure.servicebus.engine.time.BrokerTimers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All entities by their address. Entities are declared first, then restored from the log. */
public final class BusNamespace {
    private static final Logger LOG = LoggerFactory.getLogger(BusNamespace.class);

    private final QueueContext context;
    private final Map<EntityName, MessageDestination> destinations = new ConcurrentHashMap<>();
    private final Map<EntityName, MessageQueue> queues = new ConcurrentHashMap<>();
    private final Map<EntityName, TopicSubscription> subscriptions = new ConcurrentHashMap<>();
    private final Map<EntityName, List<TopicSubscription>> topics = new ConcurrentHashMap<>();

    public BusNamespace(MessageLog messages, Clock clock, BrokerTimers timers, long maxStoredBytes) {
        this.context = new QueueContext(messages, clock, timers, new StorageQuota(maxStoredBytes));
    }

    public void addQueue(String queueName, QueueSettings settings, DestinationSettings destination) {
        EntityName name = new EntityName(queueName);
        MessageQueue queue = openQueue(name, settings);
        List<MessageQueue> target = List.of(queue);
        add(new MessageDestination(name, destination, context, queue.sequence(), content -> target));
    }

    public void addTopic(String topicName, DestinationSettings settings) {
        EntityName name = new EntityName(topicName);
        List<TopicSubscription> audience = new ArrayList<>();
        topics.put(name, audience);
        SequenceCounter sequence = new SequenceCounter(name, context.log());
        add(new MessageDestination(
                name,
                settings,
                context,
                sequence,
                content -> audience.stream()
                        .filter(subscription -> subscription.wants(content))
                        .map(TopicSubscription::queue)
                        .toList()));
    }

    /** Adds a subscription; a topic takes them only before the first message. */
    public void addSubscription(
            String topicName, String subscriptionName, QueueSettings settings, Map<String, RuleFilter> rules) {
        EntityName topic = new EntityName(topicName);
        List<TopicSubscription> audience = topics.get(topic);
        if (audience == null) {
            throw new IllegalArgumentException("no such topic: " + topicName);
        }
        EntityName name = topic.subscription(subscriptionName);
        TopicSubscription subscription = new TopicSubscription(openQueue(name, settings), rules);
        subscriptions.put(name, subscription);
        audience.add(subscription);
    }

    /** Restores the records of the log. Records of undeclared entities stay in the log. */
    public void restore() {
        List<LogRecord> entries = new ArrayList<>();
        context.log().restore(entries::add);
        // Sequence numbers first: an expired message may get a new one while the others are restored.
        entries.stream().filter(SequenceMark.class::isInstance).forEach(this::restore);
        entries.stream().filter(entry -> !(entry instanceof SequenceMark)).forEach(this::restore);
    }

    public @Nullable MessageDestination destination(String address) {
        return destinations.get(new EntityName(address));
    }

    public @Nullable MessageQueue queue(String address) {
        return queues.get(new EntityName(address));
    }

    public @Nullable TopicSubscription subscription(String address) {
        return subscriptions.get(new EntityName(address));
    }

    /** All queues by name, without their dead letters. */
    public List<MessageQueue> queues() {
        return destinations.keySet().stream()
                .filter(name -> !topics.containsKey(name))
                .sorted(Comparator.comparing(EntityName::value))
                .map(queues::get)
                .toList();
    }

    /** All topics by name. */
    public List<MessageDestination> topics() {
        return topics.keySet().stream()
                .sorted(Comparator.comparing(EntityName::value))
                .map(destinations::get)
                .toList();
    }

    /** The messages of a topic's subscriptions by name; none when there is no such topic. */
    public List<MessageQueue> subscriptions(String topic) {
        return topics.getOrDefault(new EntityName(topic), List.of()).stream()
                .map(TopicSubscription::queue)
                .sorted(Comparator.comparing(queue -> queue.name().value()))
                .toList();
    }

    public boolean isTopic(String address) {
        return topics.containsKey(new EntityName(address));
    }

    private void add(MessageDestination destination) {
        if (destinations.putIfAbsent(destination.name(), destination) != null) {
            throw new IllegalArgumentException("declared twice: " + destination.name());
        }
    }

    private MessageQueue openQueue(EntityName name, QueueSettings settings) {
        EntityName deadName = name.deadLetters();
        MessageQueue dead = new MessageQueue(deadName, settings.forDeadLetters(), context, null);
        MessageQueue queue = new MessageQueue(name, settings, context, dead);
        if (queues.putIfAbsent(name, queue) != null) {
            throw new IllegalArgumentException("declared twice: " + name);
        }
        queues.put(deadName, dead);
        context.quota().watch(queue);
        return queue;
    }

    private void restore(LogRecord entry) {
        switch (entry) {
            case SequenceMark mark -> ifKnown(counter(mark.entity()), counter -> counter.restore(mark));
            case DuplicateMark mark -> ifKnown(destinations.get(mark.entity()), known -> known.restore(mark));
            case SessionState state -> ifKnown(queues.get(state.entity()), known -> known.restore(state));
            case StoredMessage message
            when message.scheduledFor() != null ->
                ifKnown(destinations.get(message.entity()), known -> known.restoreScheduled(message));
            case StoredMessage message -> ifKnown(queues.get(message.entity()), known -> known.restore(message));
        }
    }

    private @Nullable SequenceCounter counter(EntityName name) {
        MessageQueue queue = queues.get(name);
        if (queue != null) {
            return queue.sequence();
        }
        MessageDestination topic = destinations.get(name);
        return topic == null ? null : topic.sequence();
    }

    private static <T> void ifKnown(@Nullable T entity, Consumer<T> action) {
        if (entity == null) {
            LOG.atDebug().log("The log holds a record of an entity that the topology does not have");
            return;
        }
        action.accept(entity);
    }
}
