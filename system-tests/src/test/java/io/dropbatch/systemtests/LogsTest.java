package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a log pipeline reads: one line for each transition, as JSON, with the same keys in all services. */
@ExtendWith(SystemExtension.class)
class LogsTest {

    @Test
    void each_transition_of_a_drop_is_a_line_with_the_same_keys(RunningSystem system) {
        system.publish("counting", ExampleWorkloads.COUNTING);

        CompletedDrop drop = system.drop("counting").marker();

        drop.ready();
        assertTransitions(drop, "submission", List.of("submission-accepted"));
        assertTransitions(
                drop,
                "scheduler",
                List.of("job-quoted", "job-scheduled 0", "job-scheduled 1", "job-scheduled 2", "job-closed"));
        assertTransitions(
                drop,
                "monitor",
                List.of("job-started 0", "level-completed 0", "level-completed 1", "level-completed 2"));
        assertTransitions(
                drop, "results", List.of("level-verified 0", "level-verified 1", "output-ready", "level-verified 2"));
    }

    private static void assertTransitions(CompletedDrop drop, String service, List<String> expected) {
        SubmissionId submission = drop.submission();
        await("the lines of " + service)
                .atMost(RunningSystem.LIMIT)
                .untilAsserted(() -> assertThat(transitions(drop, service).stream()
                                .filter(line -> !line.path("event").asText().equals("job-queued"))
                                .map(line -> (line.path("event").asText() + " "
                                                + line.path("level").asText())
                                        .strip()))
                        .containsExactlyElementsOf(expected));
        assertThat(transitions(drop, service)).allSatisfy(line -> {
            assertThat(line.path("workload").asText()).isEqualTo("counting");
            assertThat(line.path("traceId").asText()).isEqualTo(TraceParent.traceOf(submission));
            assertThat(line.path("service").path("name").asText()).isEqualTo(service + "-service");
            assertThat(line.path("log").path("level").asText()).isEqualTo("INFO");
            assertThat(line.path("@timestamp").asText()).endsWith("Z");
            boolean ofJob = !line.path("event").asText().startsWith("submission");
            assertThat(line.path("jobId").asText()).isEqualTo(ofJob ? submission + "-1" : "");
        });
    }

    private static List<JsonNode> transitions(CompletedDrop drop, String service) {
        return lines(drop.system(), service).stream()
                .filter(line -> line.path("message").asText().equals("announced"))
                .filter(line -> line.path("submission")
                        .asText()
                        .equals(drop.submission().value()))
                .toList();
    }

    /** A virtual machine may say something by itself before the program's first line. */
    private static List<JsonNode> lines(RunningSystem system, String service) {
        try {
            return Files.readAllLines(system.home().resolve("logs").resolve(service + ".log"), UTF_8).stream()
                    .filter(line -> line.startsWith("{"))
                    .map(LogsTest::parsed)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return ModelJson.mapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
