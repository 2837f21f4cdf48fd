package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.OpenSockets;
import io.dropbatch.systemtests.fixture.RunningSystem;
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
 * Secrets appear in no log, event or blob, and no port listens beyond this machine. Runs last, after all other tests
 * have left their traces.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(SystemExtension.class)
class DiscretionTest {

    private static final Pattern KEY = Pattern.compile("(?:AccountKey|SharedAccessKey)=([^;]+)");

    @BeforeAll
    static void use_the_system(RunningSystem system) {
        system.publish("counting", ExampleWorkloads.COUNTING);
        system.drop("counting").marker().status(DropStatus.State.READY);
    }

    @Test
    void nothing_but_the_loopback_address_is_listened_on(RunningSystem system) {
        List<String> addresses = OpenSockets.listening(system.processes().all());

        assertThat(addresses).hasSizeGreaterThanOrEqualTo(8).allMatch(OpenSockets::isLoopback);
    }

    @Test
    void no_log_holds_a_secret(RunningSystem system) throws IOException {
        List<String> secrets = secrets(system);
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
        List<String> secrets = secrets(system);
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
