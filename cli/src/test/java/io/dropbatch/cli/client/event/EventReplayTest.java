package io.dropbatch.cli.client.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.client.event.EventHistory.HistoryChoice;
import io.dropbatch.cli.client.find.ResultsApi;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Announcements that a results-service keeps, sent again over a real bus to a queue that somebody added. */
@Timeout(60)
class EventReplayTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path TOPOLOGY = Path.of("..", "deploy", "local", "servicebus.json");

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private HttpServer results;
    private ServiceBusServer bus;
    private ClientSettings settings;

    @BeforeEach
    void start() throws IOException {
        bus = ServiceBusServer.start(ServiceBusOptions.inMemory(TopologyReader.read(topologyWithAQueue("again"))));
        results = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        results.start();
        settings = ClientSettings.of(Map.of(
                "RESULTS_URL",
                "http://127.0.0.1:" + results.getAddress().getPort(),
                "AZURE_SERVICEBUS_CONNECTION_STRING",
                bus.connectionString()));
    }

    @AfterEach
    void stop() {
        results.stop(0);
        bus.close();
    }

    @Test
    void sends_each_once_with_its_id_and_properties_however_often_it_is_asked_to() throws IOException {
        String ready = example("output-ready");
        answers(
                page(List.of(ready, example("job-progressed"), ready), "0000000000001", true),
                page(List.of(ready), "2", false));

        replay("again");
        replay("again");

        List<ServiceBusReceivedMessage> got = received("again");
        assertThat(got).hasSize(2);
        ServiceBusReceivedMessage message = got.getFirst();
        JsonNode event = new ObjectMapper().readTree(ready);
        assertThat(message.getMessageId()).isEqualTo(event.path("id").asText());
        assertThat(message.getSubject()).isEqualTo("io.dropbatch.output.ready.v1");
        assertThat(message.getCorrelationId()).isEqualTo(event.path("subject").asText());
        assertThat(message.getApplicationProperties())
                .containsEntry("type", "io.dropbatch.output.ready.v1")
                .containsEntry("submission", event.path("subject").asText())
                .containsEntry("outcome", "ready");
        assertThat(new ObjectMapper().readTree(message.getBody().toBytes())).isEqualTo(event);
        assertThat(asked.subList(0, 2))
                .containsExactly(
                        "/events?limit=200&since=7d&type=output.*",
                        "/events?limit=200&since=7d&type=output.*&cursor=0000000000001");
    }

    @Test
    void says_which_queue_or_topic_there_is_not() throws IOException {
        answers(page(List.of(example("output-ready")), "1", false));

        assertThatThrownBy(() -> replay("nowhere"))
                .isInstanceOf(CliException.class)
                .hasMessage("the bus has no queue or topic 'nowhere': make it first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"outputs/billing", "outputs", "Outputs", "results-work", "RESULTS-WORK", "", "a b", "a?b"})
    void sends_to_nothing_but_a_queue_or_topic_of_somebodys_own(String to) {
        assertThatThrownBy(() -> EventReplay.check(to))
                .isInstanceOf(CliException.class)
                .hasMessageStartingWith("--to " + to + ": ");
    }

    @Test
    void knows_everything_that_is_dropbatchs_own() throws IOException {
        JsonNode namespace = new ObjectMapper().readTree(TOPOLOGY.toFile()).at("/UserConfig/Namespaces/0");
        Set<String> own = new TreeSet<>();
        Stream.of("Queues", "Topics")
                .forEach(kind -> namespace
                        .path(kind)
                        .forEach(entity -> own.add(entity.path("Name").asText())));

        assertThat(EventReplay.NOT_TO).containsExactlyInAnyOrderElementsOf(own);
    }

    private void replay(String to) {
        try (ResultsApi api = ResultsApi.connect(settings);
                EventReplay replay = EventReplay.open(EventFeed.builder(settings), to)) {
            new EventHistory(api, new HistoryChoice("7d", "output.*", null)).read(false, events -> {
                replay.send(events);
                return true;
            });
        }
    }

    /** Answers with these pages, one after the other, again and again. */
    private void answers(String... pages) {
        results.createContext("/events", exchange -> {
            byte[] body = pages[asked.size() % pages.length].getBytes(UTF_8);
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static String page(List<String> events, String cursor, boolean more) {
        return "{\"events\":" + events + ",\"cursor\":\"" + cursor + "\",\"more\":" + more + "}";
    }

    private static String example(String type) throws IOException {
        return Files.readString(
                Path.of("..", "shared-model", "src/main/resources/events", type, "v1", "example.json"), UTF_8);
    }

    /** All that lies in the queue: what was sent is there once its sender has returned. */
    private List<ServiceBusReceivedMessage> received(String queue) {
        try (ServiceBusReceiverClient receiver = new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .receiver()
                .queueName(queue)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient()) {
            int lying = (int) receiver.peekMessages(10).stream().count();
            List<ServiceBusReceivedMessage> got = new ArrayList<>();
            while (got.size() < lying) {
                receiver.receiveMessages(lying - got.size(), LIMIT).forEach(got::add);
            }
            return got;
        }
    }

    private Path topologyWithAQueue(String name) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode topology = json.readTree(TOPOLOGY.toFile());
        ArrayNode queues = (ArrayNode) topology.at("/UserConfig/Namespaces/0/Queues");
        ObjectNode added = queues.get(0).deepCopy();
        queues.add(added.put("Name", name));
        return Files.writeString(folder.resolve("servicebus.json"), json.writeValueAsString(topology), UTF_8);
    }
}
