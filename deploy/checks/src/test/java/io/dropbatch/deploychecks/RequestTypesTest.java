package io.dropbatch.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonSerializable;
import com.azure.resourcemanager.servicebus.fluent.models.RuleInner;
import com.azure.resourcemanager.servicebus.fluent.models.SBNamespaceInner;
import com.azure.resourcemanager.servicebus.fluent.models.SBQueueInner;
import com.azure.resourcemanager.servicebus.fluent.models.SBSubscriptionInner;
import com.azure.resourcemanager.servicebus.fluent.models.SBTopicInner;
import com.azure.resourcemanager.storage.fluent.models.BlobContainerInner;
import com.azure.resourcemanager.storage.fluent.models.BlobServicePropertiesInner;
import com.azure.resourcemanager.storage.fluent.models.ManagementPolicyInner;
import com.azure.resourcemanager.storage.models.StorageAccountCreateParameters;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.testing.TypeScriptBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure's own clients know every key that the template sends, and its type. */
class RequestTypesTest {

    private static final String BUS = "Microsoft.ServiceBus/namespaces";
    private static final String STORAGE = "Microsoft.Storage/storageAccounts";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Reader> READERS = new TreeMap<>(Map.of(
            BUS,
            SBNamespaceInner::fromJson,
            BUS + "/queues",
            SBQueueInner::fromJson,
            BUS + "/topics",
            SBTopicInner::fromJson,
            BUS + "/topics/subscriptions",
            SBSubscriptionInner::fromJson,
            BUS + "/topics/subscriptions/rules",
            RuleInner::fromJson,
            STORAGE,
            StorageAccountCreateParameters::fromJson,
            STORAGE + "/blobServices",
            BlobServicePropertiesInner::fromJson,
            STORAGE + "/blobServices/containers",
            BlobContainerInner::fromJson,
            STORAGE + "/managementPolicies",
            ManagementPolicyInner::fromJson));

    private final DeployedTemplate deployed = DeployedTemplate.whole();

    @FunctionalInterface
    private interface Reader {
        JsonSerializable<?> read(JsonReader reader) throws IOException;
    }

    @Test
    void the_clients_of_service_bus_and_storage_know_every_key() {
        List<String> faults = new ArrayList<>();
        READERS.keySet()
                .forEach(type ->
                        deployed.ofType(type).forEach(resource -> faults.addAll(faults(type, resource.path("body")))));

        assertThat(faults).isEmpty();
        assertThat(READERS.keySet())
                .allSatisfy(type -> assertThat(deployed.ofType(type)).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "/queues, lockDuration, \"twenty\", lockDuration",
        "/queues, lockDurations, \"PT20S\", lockDurations",
        "/queues, maxDeliveryCount, \"ten\", maxDeliveryCount",
        "/topics, requiresDuplicateDetections, true, requiresDuplicateDetections",
        "/topics/subscriptions/rules, filterTypes, \"Sql\", filterTypes",
    })
    void a_key_that_they_do_not_know_is_found(String type, String key, String value, String named) throws IOException {
        ObjectNode body = deployed.ofType(BUS + type)
                .findFirst()
                .orElseThrow()
                .path("body")
                .deepCopy();
        ((ObjectNode) body.path("properties")).set(key, JSON.readTree(value));

        assertThat(faults(BUS + type, body)).isNotEmpty().anyMatch(fault -> fault.contains(named));
    }

    @Test
    void the_clients_of_event_grid_and_batch_know_every_key() {
        TypeScriptBuild.Ended ended = DeployedTemplate.sources()
                .node("commands/types", deployed.file().toString());

        assertThat(ended.andWell()).isEqualTo("4 resources checked\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"eventDeliverySchema\" | \"eventDeliverySchemas\" | eventDeliverySchemas is not known",
                "\"StringIn\" | \"StringsIn\" | is no AdvancedFilter",
                "\"ServiceBusQueue\" | \"ServiceBus\" | is no EventSubscriptionDestination",
                "\"maxDeliveryAttempts\": 30 | \"maxDeliveryAttempts\": \"30\" | maxDeliveryAttempts is no Number",
                "\"UserSubscription\" | \"Subscription\" | poolAllocationMode may not be",
                "\"topicType\" | \"metricResourceId\" | metricResourceId is Azure's to say",
            })
    void a_fault_in_what_they_are_sent_is_found(String sound, String fault, String said, @TempDir Path folder)
            throws IOException {
        String text = Files.readString(deployed.file());
        assertThat(text).contains(sound);
        Path broken = Files.writeString(folder.resolve("broken.json"), text.replace(sound, fault));

        TypeScriptBuild.Ended ended = DeployedTemplate.sources().node("commands/types", broken.toString());

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains(said);
    }

    /** Reads the body as the client's type and writes it again: what is lost is unknown, what differs has another type. */
    private static List<String> faults(String type, JsonNode body) {
        try (JsonReader reader = JsonProviders.createReader(JSON.writeValueAsString(body))) {
            JsonSerializable<?> read = READERS.get(type).read(reader);
            List<String> faults = new ArrayList<>();
            compare(type, body, JSON.readTree(read.toJsonString()), faults);
            return faults;
        } catch (IOException | RuntimeException e) {
            return List.of(type + ": " + e + " in " + body);
        }
    }

    private static void compare(String path, JsonNode sent, JsonNode known, List<String> faults) {
        if (sent instanceof ObjectNode object) {
            object.properties()
                    .forEach(property -> compare(
                            path + "." + property.getKey(),
                            property.getValue(),
                            known.path(property.getKey()),
                            faults));
            return;
        }
        if (sent instanceof ArrayNode list && known.isArray() && list.size() == known.size()) {
            for (int i = 0; i < list.size(); i++) {
                compare(path + "[" + i + "]", list.get(i), known.get(i), faults);
            }
            return;
        }
        boolean same = sent.isNumber() && known.isNumber()
                ? sent.decimalValue().compareTo(known.decimalValue()) == 0
                : sent.equals(known);
        if (!same) {
            faults.add(path + ": sent " + sent + ", known as " + known);
        }
    }
}
