package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.OpenSockets;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.ServiceMetrics;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Secrets appear in no log, event, metric, span or blob, what a user has set appears where the user needs it and nowhere
 * else, and no port listens beyond this machine. Runs last, after all other tests have left their traces.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(SystemExtension.class)
class DiscretionTest {

    /** What a user sets: the value of a variable, and of a parameter of the manifest. */
    private static final List<String> CANARIES = List.of("canary-variable-6kq2v", "canary-parameter-x81zr");

    private static final String KEEPING = """
            apiVersion: dropbatch/v1
            name: keeping
            start: { on: marker }
            tasks:
              forEach: { repeat: 2 }
              command: |
                test "$API_TOKEN" = canary-variable-6kq2v && test "$PARAM_PASSWORD" = canary-parameter-x81zr || exit 3
                [ "$TASK_INDEX" = 1 ] && echo kept > kept.txt
              outputs: ["kept.txt"]
              environment: { API_TOKEN: canary-variable-6kq2v }
              timeout: 1m
            failure: { tolerate: 1 }
            pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 2 }
            """;

    private static CompletedDrop kept;

    private static final Pattern KEY = Pattern.compile("(?:AccountKey|SharedAccessKey)=([^;]+)");

    @BeforeAll
    static void use_the_system(RunningSystem system) {
        system.publish("counting", ExampleWorkloads.COUNTING);
        system.drop("counting").marker().status(DropStatus.State.READY);
        system.publish("keeping", KEEPING);
        kept = system.drop("keeping")
                .withUnlisted("job.json", "{\"parameters\": {\"PASSWORD\": \"canary-parameter-x81zr\"}}")
                .marker();
        kept.status(DropStatus.State.PARTIAL);
    }

    @Test
    void nothing_but_the_loopback_address_is_listened_on(RunningSystem system) {
        List<String> addresses = OpenSockets.listening(system.processes().all());

        assertThat(addresses).hasSizeGreaterThanOrEqualTo(8).allMatch(OpenSockets::isLoopback);
    }

    @Test
    void no_log_holds_a_secret(RunningSystem system) throws IOException {
        List<String> secrets = secretsAndCanaries(system);
        try (Stream<Path> logs = Files.list(system.home().resolve("logs"))) {
            List<Path> written = logs.toList();
            assertThat(written).isNotEmpty();
            for (Path log : written) {
                assertDiscreet(log.toString(), Files.readString(log, ISO_8859_1), secrets);
            }
        }
    }

    @Test
    void no_event_holds_a_secret(RunningSystem system) {
        List<String> secrets = secretsAndCanaries(system);
        for (EventTopic topic : EventTopic.values()) {
            List<ServiceBusReceivedMessage> messages =
                    system.announcements(topic).messages();
            assertThat(messages.isEmpty()).as("%s heard of nothing", topic).isFalse();
            for (ServiceBusReceivedMessage message : messages) {
                assertDiscreet(
                        message.getMessageId(), message.getBody() + " " + message.getApplicationProperties(), secrets);
            }
        }
    }

    @Test
    void no_blob_of_the_services_holds_a_secret(RunningSystem system) {
        List<String> secrets = secrets(system);
        BlobContainerClient container = system.container("system");
        assertThat(container.listBlobs()).isNotEmpty();
        for (BlobItem blob : container.listBlobs()) {
            String content =
                    container.getBlobClient(blob.getName()).downloadContent().toString();
            assertDiscreet(blob.getName(), content, secrets);
        }
    }

    @Test
    void no_metric_holds_a_secret(RunningSystem system) {
        List<String> secrets = secretsAndCanaries(system);
        for (String service : List.of("SUBMISSION_URL", "SCHEDULER_URL", "MONITOR_URL", "RESULTS_URL")) {
            assertDiscreet(service, ServiceMetrics.page(system, service), secrets);
        }
    }

    @Test
    void no_span_holds_a_secret(RunningSystem system) {
        assertThat(system.spans().of(kept.submission())).isNotEmpty();
        assertDiscreet("a span", system.spans().all().toString(), secretsAndCanaries(system));
    }

    /** The plan is what the tasks are made of. */
    @Test
    void what_a_user_has_set_is_in_the_plan_and_in_no_other_blob_of_the_services(RunningSystem system) {
        BlobContainerClient container = system.container("system");
        List<String> holding = container.listBlobs().stream()
                .map(BlobItem::getName)
                .filter(name -> holdsCanary(container, name))
                .toList();
        assertThat(holding).containsExactly(SystemLayout.plan(kept.submission()));
    }

    @Test
    void what_a_user_has_set_is_beside_no_result(RunningSystem system) {
        BlobContainerClient outputs = system.container("outputs");
        List<String> written = outputs
                .listBlobs(new ListBlobsOptions().setPrefix(OutputLayout.attempt(JobId.of(kept.submission(), 1))), null)
                .stream()
                .map(BlobItem::getName)
                .toList();
        assertThat(written).isNotEmpty();
        assertThat(written).noneMatch(name -> holdsCanary(outputs, name));
        assertThat(holdsCanary(system.container("inbox"), InboxLayout.status(kept.trigger())))
                .isFalse();
    }

    private static boolean holdsCanary(BlobContainerClient container, String name) {
        String content = container.getBlobClient(name).downloadContent().toString();
        return CANARIES.stream().anyMatch(content::contains);
    }

    private static List<String> secretsAndCanaries(RunningSystem system) {
        return Stream.concat(secrets(system).stream(), CANARIES.stream()).toList();
    }

    private static void assertDiscreet(String where, String content, List<String> secrets) {
        for (String secret : secrets) {
            // The report leaves out the content, since it would expose the secret too.
            assertThat(content.contains(secret)).as("a secret in %s", where).isFalse();
        }
    }

    private static List<String> secrets(RunningSystem system) {
        List<String> secrets = new ArrayList<>(List.of("sig=", system.address("AZURE_BATCH_ACCESS_KEY")));
        for (String variable : List.of("AZURE_STORAGE_CONNECTION_STRING", "AZURE_SERVICEBUS_CONNECTION_STRING")) {
            Matcher key = KEY.matcher(system.address(variable));
            assertThat(key.find()).as(variable).isTrue();
            secrets.add(key.group(1));
        }
        return secrets;
    }
}
