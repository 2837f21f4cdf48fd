package io.dropbatch.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import io.dropbatch.containers.fixture.ContainerDrop;
import io.dropbatch.containers.fixture.ContainerSystem;
import io.dropbatch.containers.fixture.ContentHash;
import io.dropbatch.containers.fixture.ServiceContainer;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The very images that an operator runs, as containers of one network. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ContainerSystemTest {

    private static final int LOAD_PAUSE_MS = 400;
    private static final int WORKING_FILES = 6;

    /** Long enough to be in the middle of it for a while. */
    private static final String WORKING = """
            apiVersion: dropbatch/v1
            name: working
            start: { on: marker }
            tasks:
              forEach: { file: "*.txt" }
              command: sleep 3; cp "$INPUT" out.txt
              outputs: ["out.txt"]
              timeout: 2m
            """;

    private ContainerSystem system;

    @BeforeAll
    void start() {
        system = ContainerSystem.start();
        system.publish("word-count", ContainerSystem.exampleWorkload("word-count"));
        system.publish("working", WORKING);
    }

    @AfterAll
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void a_drop_by_a_plain_blob_client_has_its_output_announced() {
        ContainerDrop drop = system.drop("word-count", Map.of("a.txt", "to be or not to be", "b.txt", "be here"));

        OutputReady ready = drop.ready();

        ResultManifest manifest = drop.manifest(ready);
        assertThat(output(manifest, "total.txt")).isEqualTo("8 words, 5 different\n");
        assertThat(ready.outputs()).isEqualTo(2);
    }

    private String output(ResultManifest manifest, String name) {
        ManifestOutput output = manifest.outputs().stream()
                .filter(each -> each.path().equals(name))
                .findFirst()
                .orElseThrow();
        byte[] content = system.read("outputs", output.blob());
        assertThat(ContentHash.of(content)).isEqualTo(output.sha256());
        return new String(content, UTF_8);
    }

    @Test
    void a_job_survives_the_kill_of_every_service() {
        ContainerDrop drop = system.drop("working", files(WORKING_FILES));
        drop.awaitRunning();

        assertThat(drop.outcomes()).isEmpty();
        ContainerSystem.SERVICES.forEach(system::kill);

        OutputReady ready = drop.ready();
        assertThat(ready.outputs()).isEqualTo(WORKING_FILES);
        assertThat(drop.manifest(ready).outputs())
                .extracting(ManifestOutput::sha256)
                .containsExactlyInAnyOrderElementsOf(files(WORKING_FILES).values().stream()
                        .map(text -> ContentHash.of(text.getBytes(UTF_8)))
                        .toList());
        assertThat(drop.outcomes()).hasSize(1);
    }

    @Test
    void a_service_is_upgraded_to_a_rebuilt_image_under_load() throws Exception {
        String before = imageOf("scheduler").getId();
        AtomicBoolean upgraded = new AtomicBoolean();
        CompletableFuture<List<ContainerDrop>> load = CompletableFuture.supplyAsync(() -> dropUntil(upgraded));

        long exitCode;
        try {
            exitCode = system.upgrade("scheduler");
        } finally {
            upgraded.set(true);
        }

        List<ContainerDrop> drops = load.get(1, TimeUnit.MINUTES);
        assertThat(drops).hasSizeGreaterThan(3);
        drops.forEach(drop -> {
            drop.ready();
            assertThat(drop.outcomes()).hasSize(1);
        });
        assertThat(exitCode).as("143 is the answer to SIGTERM; 137 is a kill").isIn(0L, 143L);
        assertThat(imageOf("scheduler").getId()).isNotEqualTo(before);
        assertThat(labels("scheduler")).containsEntry("rebuilt", "true");
    }

    private List<ContainerDrop> dropUntil(AtomicBoolean end) {
        List<ContainerDrop> drops = new ArrayList<>();
        do {
            drops.add(system.drop("word-count", Map.of("a.txt", "drop " + drops.size())));
        } while (!awaited(end));
        return drops;
    }

    /** Paces the load; whether it is to end. */
    private static boolean awaited(AtomicBoolean end) {
        try {
            TimeUnit.MILLISECONDS.sleep(LOAD_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        return end.get();
    }

    @Test
    void an_image_runs_without_rights_and_says_what_it_is() {
        for (String service : ContainerSystem.SERVICES) {
            ContainerConfig config = Objects.requireNonNull(imageOf(service).getConfig());
            assertThat(config.getUser()).as(service).isEqualTo("10001:10001");
            assertThat(labels(service))
                    .containsEntry("org.opencontainers.image.title", service + "-service")
                    .containsKeys(
                            "org.opencontainers.image.version",
                            "org.opencontainers.image.revision",
                            "org.opencontainers.image.description");
        }
    }

    @Test
    void an_image_lists_its_parts() {
        JsonNode bom = system.service("monitor")
                .copyFileFromContainer("/app/sbom.cdx.json", file -> new ObjectMapper().readTree(file));

        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bom.path("components").findValuesAsText("name"))
                .contains("azure-messaging-servicebus", "azure-batch", "spring-boot")
                .noneMatch(name -> name.startsWith("netty-"));
    }

    @Test
    void the_image_of_local_azure_lists_its_parts() {
        JsonNode bom =
                system.azure().copyFileFromContainer("/app/sbom.cdx.json", file -> new ObjectMapper().readTree(file));

        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bom.path("components").findValuesAsText("name"))
                .contains("local-azure-batch", "proton-j", "artemis-journal");
    }

    @Test
    void an_image_has_no_shell() throws Exception {
        ServiceContainer results = system.service("results");

        String answer = results.execInContainer("sh", "-c", "true").getStdout();

        assertThat(answer).contains("\"sh\": executable file not found");
    }

    private InspectImageResponse imageOf(String service) {
        ServiceContainer container = system.service(service);
        return container
                .getDockerClient()
                .inspectImageCmd(container.getDockerImageName())
                .exec();
    }

    private Map<String, String> labels(String service) {
        return Objects.requireNonNull(
                Objects.requireNonNull(imageOf(service).getConfig()).getLabels());
    }

    private static Map<String, String> files(int count) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            files.put(i + ".txt", "file " + HexFormat.of().toHexDigits((byte) i));
        }
        return files;
    }
}
