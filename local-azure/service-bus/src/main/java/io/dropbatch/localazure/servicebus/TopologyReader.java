package io.dropbatch.localazure.servicebus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.servicebus.engine.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.QueueSettings;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a topology in the JSON format of Microsoft's Service Bus emulator. What it cannot honour it refuses by path. */
public final class TopologyReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(10);
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(20);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);
    private static final Duration LONGEST_LOCK = Duration.ofMinutes(5);

    private TopologyReader() {}

    public static Topology read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (TopologyException e) {
            throw new TopologyException(file.toString(), e);
        }
    }

    public static Topology parse(String json) {
        try {
            return topology(new JsonObject("", JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            throw new TopologyException("line " + e.getLocation().getLineNr(), e.getOriginalMessage());
        }
    }

    private static Topology topology(JsonObject file) {
        JsonObject config =
                file.onlyWith("UserConfig").requiredObject("UserConfig").onlyWith("Namespaces", "Logging");
        List<JsonObject> namespaces = config.list("Namespaces");
        if (namespaces.size() != 1) {
            throw new TopologyException(config.below("Namespaces"), "exactly one namespace is expected");
        }
        JsonObject namespace = namespaces.getFirst().onlyWith("Name", "Queues", "Topics");
        return new Topology(
                namespace.list("Queues").stream().map(TopologyReader::queue).toList(),
                namespace.list("Topics").stream().map(TopologyReader::topic).toList());
    }

    private static Topology.Queue queue(JsonObject queue) {
        String name = queue.onlyWith("Name", "Properties").requiredText("Name");
        JsonObject properties = queue.object("Properties");
        if (properties == null) {
            return new Topology.Queue(name, QueueSettings.DEFAULT, DestinationSettings.DEFAULT);
        }
        properties.onlyWith(
                "DeadLetteringOnMessageExpiration",
                "DefaultMessageTimeToLive",
                "DuplicateDetectionHistoryTimeWindow",
                "ForwardDeadLetteredMessagesTo",
                "ForwardTo",
                "LockDuration",
                "MaxDeliveryCount",
                "RequiresDuplicateDetection",
                "RequiresSession");
        // The queue's own time to live applies already.
        return new Topology.Queue(
                name, queueSettings(properties), new DestinationSettings(null, duplicateWindow(properties)));
    }

    private static Topology.Topic topic(JsonObject topic) {
        String name = topic.onlyWith("Name", "Properties", "Subscriptions").requiredText("Name");
        List<Topology.Subscription> subscriptions = topic.list("Subscriptions").stream()
                .map(TopologyReader::subscription)
                .toList();
        return new Topology.Topic(name, topicSettings(topic.object("Properties")), subscriptions);
    }

    private static DestinationSettings topicSettings(@Nullable JsonObject properties) {
        if (properties == null) {
            return DestinationSettings.DEFAULT;
        }
        properties.onlyWith(
                "DefaultMessageTimeToLive", "DuplicateDetectionHistoryTimeWindow", "RequiresDuplicateDetection");
        return new DestinationSettings(timeToLive(properties), duplicateWindow(properties));
    }

    private static Topology.Subscription subscription(JsonObject subscription) {
        String name = subscription.onlyWith("Name", "Properties", "Rules").requiredText("Name");
        Map<String, RuleFilter> rules = new LinkedHashMap<>();
        for (JsonObject rule : subscription.list("Rules")) {
            String ruleName = rule.onlyWith("Name", "Properties").requiredText("Name");
            if (rules.put(ruleName, RuleReader.read(rule.requiredObject("Properties"))) != null) {
                throw new TopologyException(rule.below("Name"), "'" + ruleName + "' is declared twice");
            }
        }
        JsonObject properties = subscription.object("Properties");
        if (properties == null) {
            return new Topology.Subscription(name, QueueSettings.DEFAULT, rules);
        }
        properties.onlyWith(
                "DeadLetteringOnMessageExpiration",
                "DefaultMessageTimeToLive",
                "ForwardDeadLetteredMessagesTo",
                "ForwardTo",
                "LockDuration",
                "MaxDeliveryCount",
                "RequiresSession");
        return new Topology.Subscription(name, queueSettings(properties), rules);
    }

    private static QueueSettings queueSettings(JsonObject properties) {
        refuseForwarding(properties, "ForwardTo");
        refuseForwarding(properties, "ForwardDeadLetteredMessagesTo");
        int maxDeliveries = properties.number("MaxDeliveryCount", QueueSettings.DEFAULT.maxDeliveryCount());
        if (maxDeliveries < 1) {
            throw new TopologyException(properties.below("MaxDeliveryCount"), "must be at least 1");
        }
        return new QueueSettings(
                lockDuration(properties),
                maxDeliveries,
                timeToLive(properties),
                properties.flag("DeadLetteringOnMessageExpiration"),
                properties.flag("RequiresSession"));
    }

    private static Duration lockDuration(JsonObject properties) {
        Duration lock = properties.duration("LockDuration");
        if (lock == null) {
            return QueueSettings.DEFAULT.lockDuration();
        }
        return within(properties.below("LockDuration"), lock, Duration.ofSeconds(1), LONGEST_LOCK);
    }

    private static @Nullable Duration timeToLive(JsonObject properties) {
        Duration life = properties.duration("DefaultMessageTimeToLive");
        if (life != null && !life.isPositive()) {
            throw new TopologyException(properties.below("DefaultMessageTimeToLive"), "must be positive");
        }
        return life;
    }

    private static @Nullable Duration duplicateWindow(JsonObject properties) {
        Duration window = Objects.requireNonNullElse(
                properties.duration("DuplicateDetectionHistoryTimeWindow"), DUPLICATE_WINDOW);
        if (!properties.flag("RequiresDuplicateDetection")) {
            return null;
        }
        return within(properties.below("DuplicateDetectionHistoryTimeWindow"), window, SHORTEST_WINDOW, LONGEST_WINDOW);
    }

    private static Duration within(String path, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new TopologyException(path, value + " is not between " + least + " and " + most);
        }
        return value;
    }

    private static void refuseForwarding(JsonObject properties, String key) {
        String target = properties.text(key);
        if (target != null && !target.isEmpty()) {
            throw new TopologyException(properties.below(key), "this broker does not forward messages");
        }
    }
}
