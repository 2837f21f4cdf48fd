package io.dropbatch.results.adapter.bus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.sun.net.httpserver.HttpServer;
import io.dropbatch.bus.BusAdministration;
import io.dropbatch.deadletter.DeadLetterDesk;
import io.dropbatch.deadletter.DeadLetterNotes;
import io.dropbatch.model.deadletter.DeadLetterException;
import io.dropbatch.store.InMemoryBlobStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when the bus lets nobody in; what it does then is tested with the running service. */
@Timeout(60)
class ServiceBusDeadLettersTest {

    private static final String CONNECTION =
            "Endpoint=sb://127.0.0.1:1/;SharedAccessKeyName=n;SharedAccessKey=k3y;UseDevelopmentEmulator=true";

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void says_which_role_is_missing(int status) throws IOException {
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        refusing.start();
        try {
            ServiceBusDeadLetters letters =
                    letters("http://127.0.0.1:" + refusing.getAddress().getPort());

            assertThatThrownBy(letters::counts)
                    .isInstanceOf(DeadLetterException.class)
                    .hasMessageContaining("Azure Service Bus Data Owner")
                    .hasMessageContaining("deadLetterConsole=true");
        } finally {
            refusing.stop(0);
        }
    }

    @Test
    void says_that_the_bus_does_not_answer() {
        assertThatThrownBy(letters("http://127.0.0.1:1")::counts)
                .isInstanceOf(DeadLetterException.class)
                .hasMessageStartingWith("the bus does not say what it has: ")
                .hasMessageNotContaining("k3y");
    }

    private static ServiceBusDeadLetters letters(String endpoint) {
        BusAdministration administration = new BusAdministration(CONNECTION, "", endpoint);
        DeadLetterNotes notes = new DeadLetterNotes(new InMemoryBlobStore("system", Clock.systemUTC()));
        DeadLetterDesk desk = new DeadLetterDesk(
                () -> new ServiceBusClientBuilder().connectionString(CONNECTION),
                notes,
                Clock.systemUTC(),
                Duration.ofSeconds(1));
        return new ServiceBusDeadLetters(
                () -> administration.connect(() -> {
                    throw new AssertionError("there is a connection string");
                }),
                desk,
                notes);
    }
}
