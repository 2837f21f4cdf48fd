package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.systemtests.fixture.NodePackages;
import io.dropbatch.systemtests.fixture.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The subscribers of the README, exactly as they are printed, receive a result's event on a bus with the real
 * topology.
 */
class ReadmeTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final String TOPIC = "outputs";
    private static final String HEARD = "io.dropbatch.output.ready.v1 monte-carlo-3wctybvsjnbpbpejzcv2 ";
    private static final String MANIFEST = "monte-carlo/monte-carlo-3wctybvsjnbpbpejzcv2/manifest.json";

    @TempDir
    Path folder;

    private ServiceBusServer bus;

    @BeforeEach
    void start_the_bus() throws IOException {
        bus = ServiceBusServer.start(
                ServiceBusOptions.inMemory(TopologyReader.read(PROJECT.resolve("deploy/local/servicebus.json"))));
    }

    @AfterEach
    void stop_the_bus() {
        bus.close();
    }

    @Test
    void the_java_subscriber_hears_of_a_result() throws IOException {
        Path program = write("Subscriber.java", asProgram(printed("java")));

        Process subscriber = start(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.toString()));

        assertHears(subscriber);
    }

    @Test
    @NeedsTool({"node", "npm"})
    void the_javascript_subscriber_hears_of_a_result() throws IOException {
        Path packages = NodePackages.of("readme-subscriber");
        Path program = write("subscriber.js", printed("js"));

        Process subscriber = start(List.of("env", "NODE_PATH=" + packages, "node", program.toString()));

        assertHears(subscriber);
    }

    private static String printed(String language) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(PROJECT.resolve("README.md"), UTF_8));
        assertThat(block.find()).as("a block of " + language).isTrue();
        String code = block.group(1);
        assertThat(block.find()).as("a second block of " + language).isFalse();
        return code;
    }

    /** What is printed stands in a main method, as the README says; its imports go before the class. */
    private static String asProgram(String printed) {
        Map<Boolean, String> parts = printed.lines()
                .collect(Collectors.partitioningBy(line -> line.startsWith("import "), Collectors.joining("\n")));
        return parts.get(true) + "\nclass Subscriber {\n public static void main(String[] arguments) {\n"
                + parts.get(false) + "\n}}\n";
    }

    private Path write(String name, String code) throws IOException {
        return Files.writeString(folder.resolve(name), code, UTF_8);
    }

    private Process start(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said().toFile());
        builder.environment().put("AZURE_SERVICEBUS_CONNECTION_STRING", bus.connectionString());
        return builder.start();
    }

    private void assertHears(Process subscriber) {
        try {
            publish();
            await("the subscriber to hear of it").atMost(RunningSystem.LIMIT).until(() -> {
                assertThat(subscriber.isAlive()).as(text()).isTrue();
                return text().contains("\n");
            });
            await("the message to be settled").atMost(RunningSystem.LIMIT).until(this::isSettled);
            assertThat(text()).startsWith(HEARD).contains(MANIFEST).hasLineCount(1);
        } finally {
            subscriber.destroyForcibly();
        }
    }

    private void publish() {
        byte[] event;
        try (var in = ReadmeTest.class.getResourceAsStream("/events/output-ready/v1/example.json")) {
            event = in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Map<String, Object> properties = Map.of("type", "io.dropbatch.output.ready.v1", "outcome", "ready");
        bus.send(TOPIC, new OutgoingMessage("ready-1", event, EventCodec.CONTENT_TYPE, properties))
                .join();
    }

    private boolean isSettled() {
        try (ServiceBusReceiverClient receiver = new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .receiver()
                .topicName(TOPIC)
                .subscriptionName("all")
                .buildClient()) {
            return receiver.peekMessage() == null;
        }
    }

    private Path said() {
        return folder.resolve("said");
    }

    private String text() {
        try {
            return Files.readString(said(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
