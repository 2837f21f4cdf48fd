package io.dropbatch.helm;

import static io.dropbatch.helm.Rendered.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the services may talk to. */
class NetworkPolicyTest {

    @Test
    void leaves_the_network_alone_unless_it_is_told_to_close_it() {
        assertThat(Rendered.from(Rendered.onAzure()).names("NetworkPolicy")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void lets_nobody_in_by_itself_and_only_to_azure_out(String service) {
        Rendered chart = Rendered.from(Rendered.onAzure().set("networkPolicy.enabled", true));

        Map<String, Object> policy = Rendered.map(at(chart.object("NetworkPolicy", "acme-" + service), "spec"));
        assertThat(policy.get("policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
        assertThat(policy.get("ingress")).as("no rule lets anybody in").isNull();
        List<?> egress = Rendered.list(policy.get("egress"));
        assertThat(egress).hasSize(2);
        assertThat(at(egress.getLast(), "ports"))
                .isEqualTo(List.of(Map.of("port", 443, "protocol", "TCP"), Map.of("port", 5671, "protocol", "TCP")));
        assertThat(at(policy, "podSelector"))
                .isEqualTo(at(chart.object("Deployment", "acme-" + service), "spec", "selector"));
    }

    @Test
    void lets_people_into_the_console_and_prometheus_to_the_metrics() {
        Rendered chart = Rendered.from(Rendered.onAzure()
                .set("networkPolicy.enabled", true)
                .set("networkPolicy.people[0].namespaceSelector.matchLabels.team", "web")
                .set("networkPolicy.metrics[0].namespaceSelector.matchLabels.team", "ops")
                .set("networkPolicy.egress[0].ports[0].port", 4318));

        List<?> results = Rendered.list(at(chart.object("NetworkPolicy", "acme-results"), "spec", "ingress"));
        assertThat(results.stream()
                        .map(rule -> at(Rendered.list(at(rule, "ports")).getFirst(), "port")))
                .isEqualTo(List.of("http", "management"));
        List<?> monitor = Rendered.list(at(chart.object("NetworkPolicy", "acme-monitor"), "spec", "ingress"));
        assertThat(monitor).hasSize(1);
        assertThat(at(monitor.getFirst(), "from").toString()).contains("team=ops");
        assertThat(Rendered.list(at(chart.object("NetworkPolicy", "acme-monitor"), "spec", "egress")))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "networkPolicy.azure[0], everywhere, azure",
        "networkPolicy.people[0].namespace, web, namespace",
        "scaling.by, memory, by",
        "scaling.most, 0, most",
        "spread.whenUnsatisfiable, Perhaps, whenUnsatisfiable",
    })
    void refuses_a_value_that_it_does_not_know(String path, String value, String named) {
        assertThatThrownBy(() -> Rendered.onAzure().set(path, value).call()).hasMessageContaining(named);
    }
}
