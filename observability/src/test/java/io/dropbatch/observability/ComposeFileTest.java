package io.dropbatch.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The containers are of fixed versions, listen on loopback, and are provisioned with files of the project. */
class ComposeFileTest {

    private static final Path FOLDER = Path.of("../deploy/observe");
    private static final Path PROVISIONING = Path.of("../deploy/grafana/provisioning");

    private JsonNode services;

    @BeforeEach
    void read() throws IOException {
        services = tree(FOLDER.resolve("compose.yaml")).path("services");
    }

    @Test
    void has_the_three_programs_in_fixed_versions() {
        assertThat(services.fieldNames()).toIterable().containsExactly("prometheus", "grafana", "zipkin");
        assertThat(services)
                .allSatisfy(service ->
                        assertThat(service.path("image").asText()).matches("[a-z/]+:v?[0-9]+\\.[0-9]+\\.[0-9]+"));
    }

    @Test
    void listens_on_loopback_only() {
        assertThat(services.at("/prometheus/command").toString()).contains("--web.listen-address=127.0.0.1:9090");
        assertThat(services.at("/grafana/environment/GF_SERVER_HTTP_ADDR").asText())
                .isEqualTo("127.0.0.1");
        assertThat(services.at("/zipkin/ports").toString()).isEqualTo("[\"127.0.0.1:9411:9411\"]");
    }

    @Test
    void mounts_files_that_exist() {
        List<String> mounted = services.findValues("volumes").stream()
                .flatMap(volumes -> StreamSupport.stream(volumes.spliterator(), false))
                .map(JsonNode::asText)
                .filter(volume -> volume.startsWith("../"))
                .toList();

        assertThat(mounted).hasSize(3).allSatisfy(volume -> {
            assertThat(volume).endsWith(":ro");
            assertThat(FOLDER.resolve(volume.split(":", 2)[0])).isDirectory();
        });
    }

    @Test
    void sets_every_variable_that_the_provisioning_names() throws IOException {
        for (String file : List.of("datasources/dropbatch.yaml", "dashboards/dropbatch.yaml")) {
            for (JsonNode value : tree(PROVISIONING.resolve(file)).findParents("uid")) {
                assertThat(services.at("/grafana/environment")
                                .has(value.path("url").asText().substring(1)))
                        .isTrue();
            }
        }
        assertThat(tree(PROVISIONING.resolve("dashboards/dropbatch.yaml"))
                        .at("/providers/0/options/path")
                        .asText())
                .isEqualTo("$DROPBATCH_DASHBOARDS");
        assertThat(services.at("/grafana/environment/DROPBATCH_DASHBOARDS").asText())
                .isEqualTo("/etc/dropbatch");
    }

    private static JsonNode tree(Path file) throws IOException {
        Object tree = new Yaml().load(Files.readString(file, UTF_8));
        return new ObjectMapper().valueToTree(tree);
    }
}
