package io.dropbatch.monitor.adapter.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.sun.net.httpserver.HttpServer;
import io.dropbatch.bus.BusAdministration;
import io.dropbatch.localazure.servicebus.NamespaceTopology;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.monitor.app.port.UnreadableBacklogException;
import io.dropbatch.monitor.domain.EntityBacklog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads a bus with the unmodified clients. */
@Timeout(60)
class ServiceBusBacklogTest {

    private ServiceBusServer bus;
    private ServiceBusClientBuilder connection;

    @BeforeEach
    void start() {
        bus = ServiceBusServer.start(ServiceBusOptions.inMemory(
                NamespaceTopology.EMPTY.withQueue("work").withQueue("signals").withTopic("jobs", "all", "monitor")));
        connection = new ServiceBusClientBuilder().connectionString(bus.connectionString());
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void reads_every_queue_and_subscription() {
        Instant before = Instant.now().minus(Duration.ofSeconds(1));
        try (ServiceBusSenderClient work = connection.sender().queueName("work").buildClient();
                ServiceBusSenderClient jobs =
                        connection.sender().topicName("jobs").buildClient();
                ServiceBusReceiverClient monitor = connection
                        .receiver()
                        .topicName("jobs")
                        .subscriptionName("monitor")
                        .disableAutoComplete()
                        .buildClient()) {
            // What is sent for later lies before what can be received.
            work.scheduleMessage(
                    new ServiceBusMessage("later"), OffsetDateTime.now().plusHours(1));
            work.sendMessage(new ServiceBusMessage("first"));
            work.sendMessage(new ServiceBusMessage("second"));
            jobs.sendMessage(new ServiceBusMessage("fact"));
            monitor.deadLetter(monitor.receiveMessages(1, Duration.ofSeconds(20))
                    .iterator()
                    .next());
        }

        List<EntityBacklog> read =
                backlog(bus.administrationEndpoint().toString()).read();

        assertThat(read)
                .extracting(EntityBacklog::entity)
                .containsExactly("signals", "work", "jobs/all", "jobs/monitor");
        EntityBacklog work = read.get(1);
        assertThat(work.active()).isEqualTo(2);
        assertThat(work.scheduled()).isEqualTo(1);
        assertThat(work.deadLetters()).isZero();
        assertThat(work.oldestSince()).isBetween(before, Instant.now());
        assertThat(read.get(0)).isEqualTo(new EntityBacklog("signals", 0, 0L, 0, null));
        assertThat(read.get(2).active()).isEqualTo(1);
        assertThat(read.get(2).oldestSince()).isBetween(before, Instant.now());
        assertThat(read.get(3)).isEqualTo(new EntityBacklog("jobs/monitor", 0, null, 1, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void says_which_role_is_missing(int status) throws IOException {
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        refusing.start();
        try (ServiceBusBacklog backlog =
                backlog("http://127.0.0.1:" + refusing.getAddress().getPort())) {
            assertThatThrownBy(backlog::read)
                    .isInstanceOf(UnreadableBacklogException.class)
                    .hasMessageContaining("Azure Service Bus Data Owner");
        } finally {
            refusing.stop(0);
        }
    }

    @Test
    void a_bus_that_is_gone_is_unreadable() {
        assertThatThrownBy(() -> backlog("http://127.0.0.1:1").read()).isInstanceOf(UnreadableBacklogException.class);
    }

    private ServiceBusBacklog backlog(String endpoint) {
        return new ServiceBusBacklog(
                new BusAdministration(bus.connectionString(), "", endpoint),
                () -> {
                    throw new AssertionError("there is a connection string");
                },
                connection);
    }
}
