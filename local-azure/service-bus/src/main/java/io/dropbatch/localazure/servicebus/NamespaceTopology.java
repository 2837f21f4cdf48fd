package io.dropbatch.localazure.servicebus;

import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The entities of a namespace. */
public record NamespaceTopology(List<Queue> queues, List<Topic> topics) {
    public static final NamespaceTopology EMPTY = new NamespaceTopology(List.of(), List.of());

    public NamespaceTopology {
        queues = List.copyOf(queues);
        topics = List.copyOf(topics);
    }

    public NamespaceTopology with(Queue queue) {
        List<Queue> more = new ArrayList<>(queues);
        more.add(queue);
        return new NamespaceTopology(more, topics);
    }

    public NamespaceTopology with(Topic topic) {
        List<Topic> more = new ArrayList<>(topics);
        more.add(topic);
        return new NamespaceTopology(queues, more);
    }

    /** A queue with default settings. */
    public NamespaceTopology withQueue(String name) {
        return with(new Queue(name, QueueSettings.DEFAULT, DestinationSettings.DEFAULT));
    }

    /** A topic with subscriptions that get every message, all with default settings. */
    public NamespaceTopology withTopic(String name, String... subscriptions) {
        List<Subscription> audience = new ArrayList<>();
        for (String subscription : subscriptions) {
            audience.add(new Subscription(subscription, QueueSettings.DEFAULT, Map.of()));
        }
        return with(new Topic(name, DestinationSettings.DEFAULT, audience));
    }

    /** A queue. */
    public record Queue(String name, QueueSettings settings, DestinationSettings destination) {}

    /** A topic with its subscriptions. */
    public record Topic(String name, DestinationSettings destination, List<Subscription> subscriptions) {
        public Topic {
            subscriptions = List.copyOf(subscriptions);
        }
    }

    /** A subscription with its rules by name; without any it gets every message. */
    public record Subscription(String name, QueueSettings settings, Map<String, RuleFilter> rules) {
        public Subscription {
            rules = Map.copyOf(rules);
        }
    }
}
