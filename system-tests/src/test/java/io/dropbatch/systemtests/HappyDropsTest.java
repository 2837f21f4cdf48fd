package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.EventEnvelope;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.ReceivedEvents;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.Sha256;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SystemExtension.class)
class HappyDropsTest {

    private static CompletedDrop sums;
    private static CompletedDrop counting;
    private static CompletedDrop copies;

    @BeforeAll
    static void drop(RunningSystem system) {
        system.publish("sums", ExampleWorkloads.SUMS);
        system.publish("counting", ExampleWorkloads.COUNTING);
        system.publish("copies", ExampleWorkloads.COPIES);
        sums = system.drop("sums")
                .with("numbers.csv", "name,number\na,1\nb,2\nc,3\nd,4\ne,5\nf,6\ng,7\nh,8\n")
                .with("scale.txt", "10\n")
                .manifest();
        counting = system.drop("counting").marker();
        copies = system.drop("copies")
                .withUnlisted("a.txt", "alpha")
                .withUnlisted("deep/b.txt", "beta")
                .marker();
    }

    @Test
    void rows_are_fanned_out_and_merged_over_two_levels() {
        ResultPackage result = ResultPackage.of(sums);

        assertThat(result.manifest().levels()).containsExactly(4, 2, 1);
        assertThat(result.result().values()).containsExactly("360\n");
        assertThat(result.manifest().failure()).isNull();
    }

    @Test
    void a_repeated_command_knows_its_number() {
        ResultPackage result = ResultPackage.of(counting);

        assertThat(result.manifest().levels()).containsExactly(4, 2, 1);
        assertThat(result.result().values()).containsExactly("10\n");
    }

    @Test
    void files_beside_a_marker_are_a_task_each() {
        ResultPackage result = ResultPackage.of(copies);

        assertThat(result.result().values()).containsExactly("alpha", "beta");
    }

    @Test
    void a_subscriber_receives_each_task_as_a_message_that_says_what_it_is() {
        int tasks = 4 + 2 + 1;
        ReceivedEvents topic = counting.system().announcements(EventTopic.TASKS);
        await("a message of each task")
                .atMost(RunningSystem.LIMIT)
                .until(() -> ids(topic).size() == tasks);

        assertThat(topic.messages(counting.submission())).allSatisfy(message -> {
            EventEnvelope event = EventCodec.read(message.getBody().toBytes());
            assertThat(message.getMessageId()).isEqualTo(event.id());
            assertThat(message.getSubject()).isEqualTo("io.dropbatch.task.completed.v1");
            assertThat(message.getContentType()).isEqualTo("application/cloudevents+json; charset=utf-8");
            assertThat(message.getCorrelationId())
                    .isEqualTo(counting.submission().value());
            assertThat(message.getApplicationProperties())
                    .containsAllEntriesOf(Map.of(
                            "type", "io.dropbatch.task.completed.v1",
                            "workload", "counting",
                            "submission", counting.submission().value(),
                            "tenant", "default"));
        });
    }

    private static Set<String> ids(ReceivedEvents topic) {
        return topic.messages(counting.submission()).stream()
                .map(ServiceBusReceivedMessage::getMessageId)
                .collect(Collectors.toSet());
    }

    @Test
    void a_subscriber_receives_one_outcome_with_properties_to_filter_by() {
        for (CompletedDrop drop : List.of(sums, counting, copies)) {
            OutputReady ready = drop.ready();
            List<ServiceBusReceivedMessage> messages =
                    drop.system().announcements(EventTopic.OUTPUTS).messages(drop.submission());

            assertThat(drop.outcomes()).containsExactly(ready);
            assertThat(messages)
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message.getApplicationProperties())
                            .containsAllEntriesOf(Map.of(
                                    "type", "io.dropbatch.output.ready.v1",
                                    "workload", drop.submission().workload().value(),
                                    "tenant", "default",
                                    "outcome", "ready")));
        }
    }

    @Test
    void a_drop_that_waits_says_for_what_and_goes_on_when_it_has_come(RunningSystem system) {
        String late = "name,number\na,5\n";
        PreparedDrop drop = system.drop("sums")
                .with("scale.txt", "1\n")
                .listing("numbers.csv", late.length(), Sha256.of(late.getBytes(UTF_8)));
        CompletedDrop dropped = drop.manifest();
        DropStatus waiting = dropped.status(DropStatus.State.WAITING);

        drop.withUnlisted("numbers.csv", late).uploaded();

        assertThat(waiting.missingCount()).isEqualTo(1);
        assertThat(waiting.missing()).singleElement().asString().contains("numbers.csv");
        assertThat(ResultPackage.of(dropped).result().values()).containsExactly("5\n");
    }

    @Test
    void the_status_beside_the_trigger_ends_as_ready(RunningSystem system) throws Exception {
        sums.status(DropStatus.State.READY);
        // Its costs are counted once more when the job is closed.
        sums.system().awaitQuiet();
        DropStatus beside = sums.status(DropStatus.State.READY);
        HttpResponse<byte[]> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(system.address("RESULTS_URL") + "/submissions/" + sums.submission()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(beside.manifest()).isEqualTo(sums.ready().manifest());
        assertThat(ModelJson.read(page.body(), DropStatus.class)).isEqualTo(beside);
    }
}
