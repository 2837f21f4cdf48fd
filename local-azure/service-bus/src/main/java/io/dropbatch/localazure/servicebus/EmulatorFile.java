package io.dropbatch.localazure.servicebus;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.files.TopologyException;
import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configuration file of Microsoft's Service Bus emulator, key by key. The broker refuses what it cannot honour. */
record EmulatorFile(UserConfig userConfig) {
    EmulatorFile {
        TopologyException.require("UserConfig", userConfig);
    }

    NamespaceTopology topology() {
        NamespaceEntry namespace = userConfig.namespaces().getFirst();
        return new NamespaceTopology(
                namespace.queues().stream().map(QueueEntry::queue).toList(),
                namespace.topics().stream().map(TopicEntry::topic).toList());
    }

    /** @param logging a setting of the emulator; it has no effect here */
    record UserConfig(
            List<NamespaceEntry> namespaces, @Nullable JsonNode logging) {
        UserConfig {
            namespaces = orEmpty(namespaces);
            if (namespaces.size() != 1) {
                throw new TopologyException("Namespaces", "exactly one namespace is expected");
            }
        }
    }

    /** @param name has no effect, since a broker is one namespace */
    record NamespaceEntry(@Nullable String name, List<QueueEntry> queues, List<TopicEntry> topics) {
        NamespaceEntry {
            queues = orEmpty(queues);
            topics = orEmpty(topics);
        }
    }

    record QueueEntry(String name, @Nullable QueueProperties properties) {
        QueueEntry {
            TopologyException.require("Name", name);
        }

        NamespaceTopology.Queue queue() {
            return properties == null
                    ? new NamespaceTopology.Queue(name, QueueSettings.DEFAULT, DestinationSettings.DEFAULT)
                    : new NamespaceTopology.Queue(name, properties.settings(), properties.destination());
        }
    }

    record TopicEntry(String name, @Nullable TopicProperties properties, List<SubscriptionEntry> subscriptions) {
        TopicEntry {
            TopologyException.require("Name", name);
            subscriptions = orEmpty(subscriptions);
        }

        NamespaceTopology.Topic topic() {
            return new NamespaceTopology.Topic(
                    name,
                    properties == null ? DestinationSettings.DEFAULT : properties.destination(),
                    subscriptions.stream().map(SubscriptionEntry::subscription).toList());
        }
    }

    record SubscriptionEntry(String name, @Nullable SubscriptionProperties properties, List<RuleEntry> rules) {
        SubscriptionEntry {
            TopologyException.require("Name", name);
            rules = orEmpty(rules);
            for (int i = 0; i < rules.size(); i++) {
                requireFirst(rules, i);
            }
        }

        NamespaceTopology.Subscription subscription() {
            Map<String, RuleFilter> filters = new LinkedHashMap<>();
            rules.forEach(rule -> filters.put(rule.name(), rule.properties().filter()));
            return new NamespaceTopology.Subscription(
                    name, properties == null ? QueueSettings.DEFAULT : properties.settings(), filters);
        }

        private static void requireFirst(List<RuleEntry> rules, int at) {
            String name = rules.get(at).name();
            if (rules.subList(0, at).stream().anyMatch(earlier -> earlier.name().equals(name))) {
                throw new TopologyException("Rules[" + at + "].Name", "'" + name + "' is declared twice");
            }
        }
    }

    record QueueProperties(
            @Nullable Boolean deadLetteringOnMessageExpiration,
            @Nullable Duration defaultMessageTimeToLive,
            @Nullable Duration duplicateDetectionHistoryTimeWindow,
            @Nullable String forwardDeadLetteredMessagesTo,
            @Nullable String forwardTo,
            @Nullable Duration lockDuration,
            @Nullable Integer maxDeliveryCount,
            @Nullable Boolean requiresDuplicateDetection,
            @Nullable Boolean requiresSession) {
        QueueProperties {
            EntityLimits.refuseForwarding(forwardTo, forwardDeadLetteredMessagesTo);
            EntityLimits.checkReceiving(lockDuration, maxDeliveryCount);
            EntityLimits.checkTimeToLive(defaultMessageTimeToLive);
            EntityLimits.duplicateWindow(requiresDuplicateDetection, duplicateDetectionHistoryTimeWindow);
        }

        QueueSettings settings() {
            return new SubscriptionProperties(
                            deadLetteringOnMessageExpiration,
                            defaultMessageTimeToLive,
                            forwardDeadLetteredMessagesTo,
                            forwardTo,
                            lockDuration,
                            maxDeliveryCount,
                            requiresSession)
                    .settings();
        }

        /** The queue's own time to live applies already. */
        DestinationSettings destination() {
            return new DestinationSettings(
                    null,
                    EntityLimits.duplicateWindow(requiresDuplicateDetection, duplicateDetectionHistoryTimeWindow));
        }
    }

    record TopicProperties(
            @Nullable Duration defaultMessageTimeToLive,
            @Nullable Duration duplicateDetectionHistoryTimeWindow,
            @Nullable Boolean requiresDuplicateDetection) {
        TopicProperties {
            EntityLimits.checkTimeToLive(defaultMessageTimeToLive);
            EntityLimits.duplicateWindow(requiresDuplicateDetection, duplicateDetectionHistoryTimeWindow);
        }

        DestinationSettings destination() {
            return new DestinationSettings(
                    defaultMessageTimeToLive,
                    EntityLimits.duplicateWindow(requiresDuplicateDetection, duplicateDetectionHistoryTimeWindow));
        }
    }

    record SubscriptionProperties(
            @Nullable Boolean deadLetteringOnMessageExpiration,
            @Nullable Duration defaultMessageTimeToLive,
            @Nullable String forwardDeadLetteredMessagesTo,
            @Nullable String forwardTo,
            @Nullable Duration lockDuration,
            @Nullable Integer maxDeliveryCount,
            @Nullable Boolean requiresSession) {
        SubscriptionProperties {
            EntityLimits.refuseForwarding(forwardTo, forwardDeadLetteredMessagesTo);
            EntityLimits.checkReceiving(lockDuration, maxDeliveryCount);
            EntityLimits.checkTimeToLive(defaultMessageTimeToLive);
        }

        QueueSettings settings() {
            return new QueueSettings(
                    Objects.requireNonNullElse(lockDuration, QueueSettings.DEFAULT.lockDuration()),
                    Objects.requireNonNullElse(maxDeliveryCount, QueueSettings.DEFAULT.maxDeliveryCount()),
                    defaultMessageTimeToLive,
                    Boolean.TRUE.equals(deadLetteringOnMessageExpiration),
                    Boolean.TRUE.equals(requiresSession));
        }
    }

    record RuleEntry(String name, RuleProperties properties) {
        RuleEntry {
            TopologyException.require("Name", name);
            TopologyException.require("Properties", properties);
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
