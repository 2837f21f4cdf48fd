package io.dropbatch.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.localazure.testtools.PythonClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's client works with the broker as it is: the scenarios of src/test/clients. */
class PythonClientTest {
    private static final Path SCENARIOS =
            Path.of("src/test/clients/python/scenarios.py").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private ServiceBusServer bus;

    @BeforeEach
    void start() {
        NamespaceTopology topology = NamespaceTopology.EMPTY
                .withQueue("python")
                .withTopic("news", "left", "right")
                .with(new NamespaceTopology.Queue(
                        "sessions", QueueSettings.DEFAULT.withSessions(), DestinationSettings.DEFAULT));
        bus = ServiceBusServer.start(ServiceBusOptions.inMemory(topology));
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    @NeedsTool({"/usr/lib/python3/dist-packages/azure/servicebus/__init__.py", "apt-get"})
    void the_python_client_works_with_the_broker() throws Exception {
        assertThat(scenarios())
                .containsExactly(
                        "ok sending and completing",
                        "ok properties",
                        "ok batches",
                        "ok large messages",
                        "ok abandoning",
                        "ok dead letters",
                        "ok peeking",
                        "ok deferring",
                        "ok locks",
                        "ok scheduling",
                        "ok topics",
                        "ok sessions",
                        "ok refusals");
    }

    private List<String> scenarios() throws IOException, InterruptedException {
        Path output = folder.resolve("output.log");
        // The client belongs to the system's own Python, whichever else comes first on the path.
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", SCENARIOS.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CONNECTION_STRING", bus.connectionString());
        PythonClient.folder().ifPresent(client -> builder.environment().put("CLIENT_FOLDER", client.toString()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(ended).as("ended; so far: %s", Files.readString(output)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readAllLines(output);
        } finally {
            process.destroyForcibly();
        }
    }
}
