package io.dropbatch.helm;

import static io.dropbatch.helm.Rendered.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many pods of a service there are, and where. */
class ScalingTest {

    @Test
    void has_a_fixed_number_of_pods_unless_it_is_told_otherwise() {
        Rendered chart = Rendered.from(Rendered.onAzure().set("services.monitor.replicas", 2));

        assertThat(at(chart.object("Deployment", "acme-monitor"), "spec", "replicas"))
                .isEqualTo(2);
        assertThat(chart.names("HorizontalPodAutoscaler")).isEmpty();
        assertThat(chart.names("ScaledObject")).isEmpty();
    }

    @Test
    void leaves_the_number_to_the_autoscaler() {
        Rendered chart = Rendered.from(Rendered.onAzure()
                .set("scaling.by", "cpu")
                .set("scaling.most", 3)
                .set("services.results.replicas", 5));

        assertThat(chart.names("HorizontalPodAutoscaler")).hasSize(4);
        Object monitor = at(chart.object("HorizontalPodAutoscaler", "acme-monitor"), "spec");
        assertThat(at(monitor, "minReplicas")).isEqualTo(1);
        assertThat(at(monitor, "maxReplicas")).isEqualTo(3);
        assertThat(at(monitor, "scaleTargetRef", "name")).isEqualTo("acme-monitor");
        assertThat(at(chart.object("HorizontalPodAutoscaler", "acme-results"), "spec", "maxReplicas"))
                .as("never fewer than the least")
                .isEqualTo(5);
        assertThat(Rendered.map(at(chart.object("Deployment", "acme-monitor"), "spec")))
                .doesNotContainKey("replicas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void counts_what_waits_in_everything_that_the_service_is_bound_to(String service) {
        Rendered chart = Rendered.from(byMessages());

        List<Map<String, Object>> counted =
                Rendered.list(at(chart.object("ScaledObject", "acme-" + service), "spec", "triggers")).stream()
                        .map(trigger -> Rendered.map(at(trigger, "metadata")))
                        .toList();
        assertThat(counted.stream().map(ScalingTest::entity).collect(Collectors.toSet()))
                .isEqualTo(bound(service));
        assertThat(counted)
                .allSatisfy(metadata ->
                        assertThat(metadata).containsEntry("namespace", "acme").containsEntry("messageCount", "200"));
        assertThat(at(chart.object("TriggerAuthentication", "acme-bus"), "spec", "podIdentity", "identityId"))
                .isEqualTo(Rendered.IDENTITY);
    }

    @Test
    void keda_may_use_the_secret() {
        Rendered chart =
                Rendered.from(Rendered.onAzure().set("scaling.by", "messages").set("azure.existingSecret", "keys"));

        assertThat(at(chart.object("TriggerAuthentication", "acme-bus"), "spec", "secretTargetRef"))
                .isEqualTo(List.of(Map.of(
                        "parameter", "connection", "name", "keys", "key", "AZURE_SERVICEBUS_CONNECTION_STRING")));
        assertThatThrownBy(
                        () -> Rendered.onAzure().set("scaling.by", "messages").call())
                .hasMessageContaining("scaling.kedaClientId is not set");
    }

    @Test
    void keeps_pods_of_one_service_apart() {
        Rendered chart = Rendered.from(Rendered.onAzure());

        List<?> constraints = Rendered.list(at(chart.pod("acme-monitor"), "spec", "topologySpreadConstraints"));
        assertThat(constraints.stream().map(constraint -> at(constraint, "topologyKey")))
                .containsExactlyElementsOf(List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"));
        assertThat(constraints)
                .allSatisfy(constraint -> assertThat(at(constraint, "labelSelector"))
                        .isEqualTo(at(chart.object("Deployment", "acme-monitor"), "spec", "selector")));
    }

    private static TemplateCommand byMessages() {
        return Rendered.onAzure().set("scaling.by", "messages").set("scaling.kedaClientId", Rendered.IDENTITY);
    }

    private static String entity(Map<String, Object> metadata) {
        Object queue = metadata.get("queueName");
        return queue == null ? metadata.get("topicName") + "/" + metadata.get("subscriptionName") : queue.toString();
    }

    private static Set<String> bound(String service) {
        Object settings = Rendered.read(Path.of("..", service + "-service/src/main/resources/application.yml"));
        return Rendered.map(at(settings, "spring", "cloud", "stream", "bindings")).entrySet().stream()
                .filter(binding -> binding.getKey().endsWith("-in-0"))
                .map(binding -> Rendered.map(binding.getValue()))
                .flatMap(binding -> Stream.of(
                                binding.get("destination").toString().split(","))
                        .map(destination -> destination
                                + (binding.get("group") == null
                                        ? ""
                                        : "/" + Objects.requireNonNull(binding.get("group")))))
                .collect(Collectors.toSet());
    }
}
