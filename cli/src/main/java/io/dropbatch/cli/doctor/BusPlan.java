package io.dropbatch.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the topology file wants of the namespace. */
record BusPlan(List<Queue> queues, List<Topic> topics) {

    /** A queue, or a subscription, which has no duplicate detection of its own. */
    record Queue(String name, Settings settings, boolean detectsDuplicates, Duration window) {}

    record Topic(
            String name, Duration timeToLive, boolean detectsDuplicates, Duration window, List<Subscription> readers) {}

    /** @param rules a filter by name, in words; without any it gets everything */
    record Subscription(String name, Settings settings, Map<String, String> rules) {}

    /** What can be changed later, except sessions. */
    record Settings(Duration lock, int deliveries, Duration timeToLive, boolean deadLetterExpired, boolean sessions) {}

    static BusPlan read(Path file) {
        try {
            JsonNode namespace = new ObjectMapper()
                    .readTree(file.toFile())
                    .path("UserConfig")
                    .path("Namespaces")
                    .path(0);
            List<Queue> queues = new ArrayList<>();
            namespace.path("Queues").forEach(queue -> queues.add(queue(queue)));
            List<Topic> topics = new ArrayList<>();
            namespace.path("Topics").forEach(topic -> topics.add(topic(topic)));
            return new BusPlan(queues, topics);
        } catch (IOException e) {
            throw new CliException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Queue queue(JsonNode queue) {
        JsonNode properties = queue.path("Properties");
        return new Queue(
                queue.path("Name").asText(),
                settings(properties),
                properties.path("RequiresDuplicateDetection").asBoolean(),
                time(properties, "DuplicateDetectionHistoryTimeWindow"));
    }

    private static Topic topic(JsonNode topic) {
        JsonNode properties = topic.path("Properties");
        List<Subscription> readers = new ArrayList<>();
        topic.path("Subscriptions").forEach(reader -> readers.add(subscription(reader)));
        return new Topic(
                topic.path("Name").asText(),
                time(properties, "DefaultMessageTimeToLive"),
                properties.path("RequiresDuplicateDetection").asBoolean(),
                time(properties, "DuplicateDetectionHistoryTimeWindow"),
                readers);
    }

    private static Subscription subscription(JsonNode reader) {
        Map<String, String> rules = new LinkedHashMap<>();
        reader.path("Rules").forEach(rule -> rules.put(rule.path("Name").asText(), filter(rule.path("Properties"))));
        return new Subscription(reader.path("Name").asText(), settings(reader.path("Properties")), rules);
    }

    private static Settings settings(JsonNode properties) {
        return new Settings(
                time(properties, "LockDuration"),
                properties.path("MaxDeliveryCount").asInt(10),
                time(properties, "DefaultMessageTimeToLive"),
                properties.path("DeadLetteringOnMessageExpiration").asBoolean(),
                properties.path("RequiresSession").asBoolean());
    }

    private static String filter(JsonNode properties) {
        if (properties.path("FilterType").asText().equals("Sql")) {
            return BusFilterText.sql(
                    properties.path("SqlFilter").path("SqlExpression").asText());
        }
        Map<String, String> wanted = new TreeMap<>();
        properties
                .path("CorrelationFilter")
                .path("Properties")
                .properties()
                .forEach(entry -> wanted.put(entry.getKey(), entry.getValue().asText()));
        return BusFilterText.correlation(wanted);
    }

    private static Duration time(JsonNode properties, String name) {
        return Duration.parse(properties.path(name).asText("PT1M"));
    }
}
