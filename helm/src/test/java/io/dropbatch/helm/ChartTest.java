package io.dropbatch.helm;

import static io.dropbatch.helm.Rendered.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Helm lints and renders the chart. */
class ChartTest {

    private static final String[] SERVICES = {"acme-monitor", "acme-results", "acme-scheduler", "acme-submission"};

    @Test
    void lints_without_a_warning() {
        LintResult result = new Helm(Rendered.CHART).lint().quiet().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("WARNING"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConfigMap", "Deployment", "PodDisruptionBudget", "Service", "ServiceAccount"})
    void renders_one_of_each_kind_for_each_of_the_four_services(String kind) {
        assertThat(Rendered.from(Rendered.onAzure()).names(kind)).containsExactlyInAnyOrder(SERVICES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme-monitor", "acme-results", "acme-scheduler", "acme-submission"})
    void gives_a_pod_no_more_than_it_needs(String service) {
        Rendered chart = Rendered.from(Rendered.onAzure());

        Map<String, Object> container = chart.container(service);
        Object pod = chart.pod(service).get("spec");
        assertThat(at(container, "securityContext"))
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
        assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
        assertThat(at(pod, "securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
        assertThat(at(pod, "automountServiceAccountToken")).isEqualTo(false);
        assertThat(at(pod, "serviceAccountName")).isEqualTo(service);
        assertThat(at(container, "resources", "limits", "memory")).isEqualTo("512Mi");
        assertThat(container.get("volumeMounts").toString()).contains("name=tmp, mountPath=/tmp");
    }

    @ParameterizedTest
    @CsvSource({"submission, 8081", "scheduler, 8082", "monitor, 8083", "results, 8084"})
    void probes_and_scrapes_the_port_that_health_and_metrics_have(String service, int port) {
        String name = "acme-" + service;
        Rendered chart = Rendered.from(Rendered.onAzure());

        Map<String, Object> container = chart.container(name);
        assertThat(chart.environment(name, "MANAGEMENT_SERVER_ADDRESS")).isEqualTo("0.0.0.0");
        assertThat(chart.environment(name, "MANAGEMENT_SERVER_PORT")).isEqualTo("9080");
        assertThat(chart.environment(name, "SERVER_PORT")).isEqualTo(Integer.toString(port));
        assertThat(container.get("ports"))
                .isEqualTo(List.of(
                        Map.of("name", "http", "containerPort", port),
                        Map.of("name", "management", "containerPort", 9080)));
        assertThat(at(container, "livenessProbe", "httpGet"))
                .isEqualTo(Map.of("path", "/actuator/health/liveness", "port", "management"));
        assertThat(at(container, "readinessProbe", "httpGet"))
                .isEqualTo(Map.of("path", "/actuator/health/readiness", "port", "management"));
        assertThat(Rendered.map(at(chart.pod(name), "metadata", "annotations")))
                .containsEntry("prometheus.io/scrape", "true")
                .containsEntry("prometheus.io/path", "/actuator/prometheus")
                .containsEntry("prometheus.io/port", "9080");
        assertThat(at(chart.object("Deployment", name), "spec", "selector", "matchLabels"))
                .isEqualTo(at(chart.object("Service", name), "spec", "selector"))
                .isEqualTo(at(chart.object("PodDisruptionBudget", name), "spec", "selector", "matchLabels"));
    }

    @Test
    void lets_only_forwarded_ports_in_until_somebody_can_sign_in() {
        assertThat(Rendered.from(Rendered.onAzure()).environment("acme-results", "SERVER_ADDRESS"))
                .isEqualTo("127.0.0.1");
        assertThat(Rendered.from(Rendered.onAzure().set("dropbatch.web.open", "true"))
                        .environment("acme-results", "SERVER_ADDRESS"))
                .isEqualTo("0.0.0.0");
        Rendered signingIn = Rendered.from(Rendered.onAzure()
                .set("dropbatch.web.sign-in.issuer", "https://login.example.org")
                .set("dropbatch.web.sign-in.audience", "api://dropbatch")
                .set("signIn.existingSecret", "console"));
        assertThat(signingIn.environment("acme-results", "SERVER_ADDRESS")).isEqualTo("0.0.0.0");
        assertThat(at(signingIn.settings("acme-results"), "dropbatch", "web", "sign-in", "issuer"))
                .isEqualTo("https://login.example.org");
        assertThat(at(signingIn.environment("acme-results", "DROPBATCH_SIGN_IN_CLIENT_SECRET"), "secretKeyRef", "name"))
                .isEqualTo("console");
    }

    @Test
    void reaches_azure_by_workload_identity() {
        Rendered chart = Rendered.from(Rendered.onAzure());

        assertThat(at(chart.object("ServiceAccount", "acme-scheduler"), "metadata", "annotations"))
                .isEqualTo(Map.of("azure.workload.identity/client-id", Rendered.IDENTITY));
        assertThat(Rendered.map(at(chart.pod("acme-scheduler"), "metadata", "labels")))
                .containsEntry("azure.workload.identity/use", "true");
        assertThat(chart.environment("acme-scheduler", "AZURE_STORAGE_BLOB_ENDPOINT"))
                .isEqualTo("https://acme.blob.core.windows.net");
        assertThat(chart.environment("acme-scheduler", "AZURE_STORAGE_TABLE_ENDPOINT"))
                .isEqualTo("https://acme.table.core.windows.net");
        assertThat(chart.environment("acme-scheduler", "AZURE_SERVICEBUS_NAMESPACE"))
                .isEqualTo("acme");
        assertThat(chart.environment("acme-scheduler", "AZURE_BATCH_ENDPOINT"))
                .isEqualTo("https://acme.westeurope.batch.azure.com");
        assertThat(chart.environment("acme-scheduler", "AZURE_BATCH_ACCOUNT")).isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "acme.servicebus.usgovcloudapi.net"})
    void takes_the_bus_by_its_bare_and_by_its_full_name_in_any_cloud(String namespace) {
        Rendered chart = Rendered.from(Rendered.onAzure()
                .set("azure.cloud", "AzureUSGovernment")
                .set("azure.serviceBus.namespace", namespace)
                .set("azure.batch.audience", "https://batch.core.usgovcloudapi.net/"));

        assertThat(chart.environment("acme-monitor", "AZURE_SERVICEBUS_NAMESPACE"))
                .isEqualTo(namespace);
        assertThat(chart.environment("acme-monitor", "AZURE_CLOUD")).isEqualTo("AzureUSGovernment");
        assertThat(chart.environment("acme-monitor", "AZURE_BATCH_AUDIENCE"))
                .isEqualTo("https://batch.core.usgovcloudapi.net/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AZURE_STORAGE_CONNECTION_STRING", "AZURE_SERVICEBUS_CONNECTION_STRING", "AZURE_BATCH_ACCESS_KEY"
            })
    void takes_keys_from_a_secret_that_exists(String key) {
        Rendered chart = Rendered.from(Rendered.withBatch(Rendered.bare().set("azure.existingSecret", "keys")));

        assertThat(at(chart.environment("acme-results", key), "secretKeyRef"))
                .isEqualTo(Map.of("name", "keys", "key", key, "optional", true));
        assertThat(chart.names("Secret")).isEmpty();
    }

    @Test
    void says_what_has_to_be_set() {
        assertRefused(Rendered.bare(), "clientId is not set");
        assertRefused(Rendered.withIdentities(Rendered.bare()), "azure.storage.blobEndpoint is not set");
        assertRefused(Rendered.bare().set("azure.existingSecret", "keys"), "azure.batch.endpoint is not set");
    }

    @Test
    void hands_settings_on_under_the_names_of_application_yml() {
        Rendered chart = Rendered.from(Rendered.onAzure()
                .set("dropbatch.containers.inbox", "drops")
                .set("dropbatch.tracing.exporter", "otlp")
                .set("services.submission.dropbatch.sweep.every", "1m"));

        Map<String, Object> settings = chart.settings("acme-submission");
        assertThat(at(settings, "dropbatch", "sweep", "every")).isEqualTo("1m");
        assertThat(at(settings, "dropbatch", "containers", "inbox")).isEqualTo("drops");
        assertThat(at(settings, "dropbatch", "tracing", "exporter")).isEqualTo("otlp");
        Map<String, Object> ofAll = new TreeMap<>(Rendered.map(at(settings, "dropbatch")));
        ofAll.remove("sweep");
        assertThat(at(chart.settings("acme-results"), "dropbatch")).isEqualTo(ofAll);
        assertThat(ofAll).containsOnlyKeys("web", "containers", "tracing", "log");
        assertThat(chart.container("acme-submission").get("volumeMounts").toString())
                .contains("mountPath=/etc/dropbatch");
        assertThat(chart.environment("acme-submission", "SPRING_CONFIG_ADDITIONAL_LOCATION"))
                .isEqualTo("file:/etc/dropbatch/");
    }

    @Test
    void restarts_only_the_pods_whose_settings_changed() {
        Rendered before = Rendered.from(Rendered.onAzure());
        Rendered after = Rendered.from(Rendered.onAzure().set("services.submission.dropbatch.sweep.every", "1m"));

        assertThat(after.pod("acme-submission")).isNotEqualTo(before.pod("acme-submission"));
        assertThat(after.pod("acme-results")).isEqualTo(before.pod("acme-results"));
    }

    @ParameterizedTest
    @CsvSource({
        "imagge.tag, 1, imagge",
        "azure.storage.key, secret, key",
        "services.archive.port, 8085, archive",
        "services.submission.dropbatch.sweep.often, 1m, often",
        "services.submission.dropbatch.sweep.every, soon, every",
        "services.results.port, 80, port",
        "azure.serviceBus.namespace, https://acme.servicebus.windows.net, namespace",
        "azure.batch.endpoint, http://acme, endpoint",
        "dropbatch.containers.inbox, In_Box, inbox",
        "dropbatch.web.sign-in.issuer, http://login.example.org, issuer",
        "dropbatch.web.sign-in.secret, s3cret, secret",
        "services.monitor.clientId, me, clientId",
    })
    void refuses_a_value_that_it_does_not_know(String path, String value, String named) {
        assertRefused(Rendered.onAzure().set(path, value), named);
    }

    @Test
    void keeps_names_within_what_kubernetes_allows() {
        String longest = "a".repeat(53);

        assertThat(Rendered.from(Rendered.onAzure().withName(longest)).names("Service"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(63));
    }

    private static void assertRefused(TemplateCommand command, String words) {
        assertThatThrownBy(command::call).hasMessageContaining(words);
    }
}
