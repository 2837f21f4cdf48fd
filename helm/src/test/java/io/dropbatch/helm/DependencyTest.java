package io.dropbatch.helm;

import static io.dropbatch.helm.Rendered.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart as a dependency of another one. */
class DependencyTest {

    @TempDir
    private Path parent;

    @BeforeEach
    void a_chart_depends_on_this_one() throws IOException {
        Files.writeString(parent.resolve("Chart.yaml"), """
                apiVersion: v2
                name: platform
                version: 1.0.0
                dependencies:
                  - name: dropbatch
                    version: 0.1.0
                    condition: dropbatch.enabled
                """);
        Files.createDirectories(parent.resolve("templates"));
        Files.writeString(parent.resolve("templates/own.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: own }
                """);
        Path charts = Files.createDirectories(parent.resolve("charts"));
        new Helm(Rendered.CHART).packageIt().withDestination(charts).call();
    }

    @Test
    void is_installed_with_the_values_below_its_name_and_with_global_ones() {
        Rendered chart = Rendered.from(platform(true).set("global.region", "westeurope"));

        assertThat(chart.names("Deployment"))
                .containsExactlyInAnyOrder("acme-monitor", "acme-results", "acme-scheduler", "acme-submission");
        assertThat(at(chart.object("ServiceAccount", "acme-results"), "metadata", "annotations")
                        .toString())
                .contains(Rendered.IDENTITY);
    }

    @Test
    void is_left_out_when_its_condition_is_false() {
        Rendered chart = Rendered.from(platform(false));

        assertThat(chart.names("Deployment")).isEmpty();
        assertThat(chart.names("ConfigMap")).containsExactly("own");
    }

    @Test
    void refuses_a_value_that_it_does_not_know_as_it_does_alone() {
        assertThatThrownBy(() -> platform(true).set("dropbatch.imagge.tag", "1").call())
                .hasMessageContaining("imagge");
    }

    private TemplateCommand platform(boolean enabled) {
        TemplateCommand command = new Helm(parent)
                .template()
                .withName("acme")
                .withNamespace("work")
                .withKubeVersion("1.30.0")
                .set("dropbatch.enabled", enabled)
                .set("dropbatch.azure.storage.blobEndpoint", "https://acme.blob.core.windows.net")
                .set("dropbatch.azure.storage.tableEndpoint", "https://acme.table.core.windows.net")
                .set("dropbatch.azure.serviceBus.namespace", "acme")
                .set("dropbatch.azure.batch.endpoint", "https://acme.westeurope.batch.azure.com")
                .set("dropbatch.azure.batch.account", "acme");
        for (String service : List.of("submission", "scheduler", "monitor", "results")) {
            command.set("dropbatch.services." + service + ".clientId", Rendered.IDENTITY);
        }
        return command;
    }
}
