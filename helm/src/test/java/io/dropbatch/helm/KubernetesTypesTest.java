package io.dropbatch.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.marcnuri.helm.TemplateCommand;
import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.testing.TypeScriptBuild;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart renders, whatever its values, is what Kubernetes, KEDA and the Prometheus operator take. */
class KubernetesTypesTest {

    private static final Gson GSON = new Gson();

    private static final Map<String, Class<?>> TYPES = Map.of(
            "v1/ConfigMap", V1ConfigMap.class,
            "v1/Service", V1Service.class,
            "v1/ServiceAccount", V1ServiceAccount.class,
            "apps/v1/Deployment", V1Deployment.class,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class,
            "autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class);

    @TempDir
    private Path folder;

    @Test
    void every_object_has_the_types_that_it_should_have() throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Map.Entry<String, UnaryOperator<TemplateCommand>> values : matrix().entrySet()) {
            List<Map<String, Object>> rendered =
                    Rendered.from(values.getValue().apply(Rendered.onAzure())).objects();
            assertThat(clientFaults(rendered)).as(values.getKey()).isEmpty();
            objects.addAll(rendered);
        }

        TypeScriptBuild.Ended ended = validated(objects);

        assertThat(ended.andWell()).isEqualTo(objects.size() + " objects checked\n");
        assertThat(objects).extracting(object -> object.get("kind")).contains("ScaledObject", "NetworkPolicy");
    }

    @ParameterizedTest
    @CsvSource({
        "replicas: 1, replicas: two, client",
        "maxSkew: 1, maxSkew: one, client",
        "readinessProbe:, readynessProbe:, client",
        "matchLabelKeys:, matchLabelsKeys:, typescript",
        "type: azure-servicebus, kind: azure-servicebus, typescript",
        "minReplicaCount: 1, minReplicas: 1, typescript",
        "policyTypes:, policyType:, typescript",
        "messageCount: \"200\", messageCount: 200, typescript",
    })
    void a_fault_in_a_template_is_found(String sound, String fault, String finder) throws IOException {
        TemplateCommand command = Rendered.onAzure().set("networkPolicy.enabled", true);
        String text = fault.startsWith("re") || fault.startsWith("max")
                ? command.call()
                : scaledByMessages(command).call();
        assertThat(text).contains(sound);

        List<Map<String, Object>> broken =
                Rendered.of(text.replace(sound, fault)).objects();

        boolean found = finder.equals("client")
                ? !clientFaults(broken).isEmpty()
                : validated(broken).exitCode() == 1;
        assertThat(found).isTrue();
    }

    private static Map<String, UnaryOperator<TemplateCommand>> matrix() {
        Map<String, UnaryOperator<TemplateCommand>> matrix = new LinkedHashMap<>();
        matrix.put("as it is", command -> command);
        matrix.put("by processor time", command -> command.set("scaling.by", "cpu"));
        matrix.put("by messages", KubernetesTypesTest::scaledByMessages);
        matrix.put(
                "by messages, with a Secret",
                command -> command.set("azure.existingSecret", "keys").set("scaling.by", "messages"));
        matrix.put("with a closed network", command -> command.set("networkPolicy.enabled", true));
        matrix.put(
                "with a network open to some",
                command -> command.set("networkPolicy.enabled", true)
                        .set("networkPolicy.people[0].namespaceSelector.matchLabels.team", "web")
                        .set("networkPolicy.metrics[0].podSelector.matchLabels.app", "prometheus")
                        .set("networkPolicy.azure[0]", "10.0.0.0/8"));
        matrix.put(
                "observed",
                command -> command.set("observe.serviceMonitor.enabled", true)
                        .set("observe.rules.enabled", true)
                        .set("observe.dashboards.enabled", true));
        matrix.put("strictly spread", command -> command.set("spread.whenUnsatisfiable", "DoNotSchedule"));
        matrix.put(
                "on chosen nodes",
                command -> command.set("nodeSelector.pool", "apps")
                        .set("tolerations[0].key", "apps")
                        .set("tolerations[0].operator", "Exists")
                        .set("image.pullSecrets[0].name", "registry"));
        return matrix;
    }

    private static TemplateCommand scaledByMessages(TemplateCommand command) {
        return command.set("scaling.by", "messages").set("scaling.kedaClientId", Rendered.IDENTITY);
    }

    private static List<String> clientFaults(List<Map<String, Object>> objects) {
        List<String> faults = new ArrayList<>();
        for (Map<String, Object> object : objects) {
            Class<?> type = TYPES.get(object.get("apiVersion") + "/" + object.get("kind"));
            if (type != null) {
                try {
                    Object read = JSON.deserialize(GSON.toJson(object), type);
                    assertThat(read).isNotNull();
                } catch (RuntimeException e) {
                    faults.add(object.get("kind") + ": " + e.getMessage());
                }
            }
        }
        return faults;
    }

    private TypeScriptBuild.Ended validated(List<Map<String, Object>> objects) throws IOException {
        NeededTools.require("node", "npm");
        Path file = Files.writeString(folder.resolve("objects.json"), GSON.toJson(objects));
        return TypeScriptBuild.of("checks").node("checks/validate", file.toString());
    }
}
