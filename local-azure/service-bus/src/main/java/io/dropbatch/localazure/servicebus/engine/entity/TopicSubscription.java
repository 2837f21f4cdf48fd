package io.dropbatch.localazure.servicebus.engine.entity;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.util.LinkedHashMap;
import java.util.Map;

/** A subscription of a topic: it gets the messages that match at least one of its rules. */
public final class TopicSubscription {
    private final MessageQueue queue;
    private volatile Map<String, RuleFilter> rules;

    TopicSubscription(MessageQueue queue, Map<String, RuleFilter> rules) {
        this.queue = queue;
        this.rules = Map.copyOf(rules);
    }

    MessageQueue queue() {
        return queue;
    }

    public Map<String, RuleFilter> rules() {
        return rules;
    }

    public synchronized void addRule(String name, RuleFilter filter) {
        if (rules.containsKey(name)) {
            throw new BrokerException(
                    BrokerRefusal.NOT_ALLOWED, "A rule named '" + name + "' exists already on " + queue.name());
        }
        Map<String, RuleFilter> changed = new LinkedHashMap<>(rules);
        changed.put(name, filter);
        rules = Map.copyOf(changed);
    }

    public synchronized void removeRule(String name) {
        if (!rules.containsKey(name)) {
            throw new BrokerException(
                    BrokerRefusal.ENTITY_NOT_FOUND, "There is no rule named '" + name + "' on " + queue.name());
        }
        Map<String, RuleFilter> changed = new LinkedHashMap<>(rules);
        changed.remove(name);
        rules = Map.copyOf(changed);
    }

    boolean wants(MessageContent message) {
        return rules.values().stream().anyMatch(rule -> rule.matches(message));
    }
}
