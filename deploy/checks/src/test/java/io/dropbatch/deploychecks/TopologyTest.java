package io.dropbatch.deploychecks;

import static io.dropbatch.deploychecks.DeployedTemplate.items;
import static io.dropbatch.deploychecks.DeployedTemplate.localName;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Azure gets the queues, topics, subscriptions, rules and event filters that a laptop has. */
class TopologyTest {

    private static final String BUS = "Microsoft.ServiceBus/namespaces/";
    private static final Path LOCAL = Path.of("../local");

    private final DeployedTemplate deployed = DeployedTemplate.whole();
    private final JsonNode bus =
            DeployedTemplate.json(LOCAL.resolve("servicebus.json")).at("/UserConfig/Namespaces/0");
    private final JsonNode storage = DeployedTemplate.json(LOCAL.resolve("storage.json"));

    @Test
    void has_every_queue_with_its_settings() {
        assertThat(settings("queues")).isEqualTo(local(items(bus.path("Queues")), ""));
    }

    @Test
    void has_every_topic_with_its_settings() {
        assertThat(settings("topics")).isEqualTo(local(items(bus.path("Topics")), ""));
    }

    @Test
    void has_every_subscription_with_its_settings() {
        Map<String, JsonNode> expected = new TreeMap<>();
        items(bus.path("Topics"))
                .forEach(topic -> expected.putAll(local(
                        items(topic.path("Subscriptions")), topic.path("Name").textValue() + "/")));

        assertThat(settings("topics/subscriptions")).isEqualTo(expected);
    }

    @Test
    void has_every_rule_and_none_that_passes_everything_beside_it() {
        Map<String, String> expected = new TreeMap<>();
        items(bus.path("Topics"))
                .forEach(topic -> items(topic.path("Subscriptions"))
                        .filter(subscription -> subscription.has("Rules"))
                        .forEach(subscription -> {
                            String path = topic.path("Name").textValue() + "/"
                                    + subscription.path("Name").textValue() + "/";
                            expected.put(path + "$Default", "sql 1=0");
                            items(subscription.path("Rules"))
                                    .forEach(rule -> expected.put(
                                            path + rule.path("Name").textValue(), localFilter(rule)));
                        }));

        Map<String, String> rules = new TreeMap<>();
        deployed.ofType(BUS + "topics/subscriptions/rules")
                .forEach(rule -> rules.put(localName(rule), filter(rule.at("/body/properties"))));
        assertThat(rules).isEqualTo(expected).hasSizeGreaterThan(15);
    }

    @Test
    void has_every_container_and_one_for_events_that_could_not_be_delivered() {
        List<String> expected = Stream.concat(
                        items(storage.path("containers")).map(JsonNode::textValue), Stream.of("event-dead-letters"))
                .toList();

        assertThat(deployed.ofType("Microsoft.Storage/storageAccounts/blobServices/containers")
                        .map(container -> localName(container).replace("default/", "")))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void raises_the_events_of_the_same_blobs() {
        List<JsonNode> subscriptions = deployed.ofType("Microsoft.EventGrid/systemTopics/eventSubscriptions")
                .toList();

        assertThat(subscriptions).hasSize(storage.path("events").size());
        for (int i = 0; i < subscriptions.size(); i++) {
            JsonNode source = storage.path("events").path(i);
            JsonNode properties = subscriptions.get(i).at("/body/properties");
            assertThat(localName(subscriptions.get(i)))
                    .isEqualTo(source.path("name").textValue());
            assertThat(properties.at("/filter/subjectBeginsWith").textValue())
                    .isEqualTo("/blobServices/default/containers/%s/blobs/%s"
                            .formatted(
                                    source.path("container").textValue(),
                                    source.path("prefix").textValue()));
            assertThat(properties.at("/filter/subjectEndsWith")).isEqualTo(source.path("suffix"));
            assertThat(properties.at("/filter/includedEventTypes").toString())
                    .isEqualTo("[\"Microsoft.Storage.BlobCreated\"]");
            assertThat(advanced(properties, "StringIn", "data.api")).isEqualTo(source.path("operations"));
            assertThat(advanced(properties, "StringNotEndsWith", "subject")).isEqualTo(source.path("notEndsWith"));
            assertThat(properties.path("eventDeliverySchema").textValue()).isEqualTo("CloudEventSchemaV1_0");
            assertThat(properties
                            .at("/deliveryWithResourceIdentity/destination/properties/resourceId")
                            .textValue())
                    .endsWith("/queues/" + source.path("queue").textValue());
            assertThat(properties
                            .at("/deadLetterWithResourceIdentity/deadLetterDestination/properties/blobContainerName")
                            .textValue())
                    .isEqualTo("event-dead-letters");
        }
    }

    private static JsonNode advanced(JsonNode properties, String operator, String key) {
        return items(properties.at("/filter/advancedFilters"))
                .filter(filter -> operator.equals(filter.path("operatorType").textValue())
                        && key.equals(filter.path("key").textValue()))
                .findFirst()
                .map(filter -> filter.path("values"))
                .orElse(properties.path("no such filter"));
    }

    private Map<String, JsonNode> settings(String type) {
        Map<String, JsonNode> all = new TreeMap<>();
        deployed.ofType(BUS + type).forEach(entity -> all.put(localName(entity), entity.at("/body/properties")));
        return all;
    }

    /** Azure writes the names of settings with a small letter. */
    private static Map<String, JsonNode> local(Stream<JsonNode> entities, String prefix) {
        Map<String, JsonNode> all = new TreeMap<>();
        entities.forEach(entity -> {
            ObjectNode properties = entity.path("Properties").deepCopy();
            ObjectNode renamed = properties.objectNode();
            properties
                    .properties()
                    .forEach(property -> renamed.set(
                            property.getKey().substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                                    + property.getKey().substring(1),
                            property.getValue()));
            all.put(prefix + entity.path("Name").textValue(), renamed);
        });
        return all;
    }

    private static String localFilter(JsonNode rule) {
        return rule.at("/Properties/FilterType").textValue().equals("Sql")
                ? "sql " + rule.at("/Properties/SqlFilter/SqlExpression").textValue()
                : "correlation " + rule.at("/Properties/CorrelationFilter/Properties");
    }

    private static String filter(JsonNode properties) {
        return properties.path("filterType").textValue().equals("SqlFilter")
                ? "sql " + properties.at("/sqlFilter/sqlExpression").textValue()
                : "correlation " + properties.at("/correlationFilter/properties");
    }
}
