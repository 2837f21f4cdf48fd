package io.dropbatch.localazure.servicebus;

import static io.dropbatch.localazure.servicebus.BusFixture.aMessage;
import static io.dropbatch.localazure.servicebus.BusFixture.bodies;
import static io.dropbatch.localazure.servicebus.BusFixture.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostileClientTest {
    private static final byte[] AMQP = {'A', 'M', 'Q', 'P', 0, 1, 0, 0};

    private BusFixture bus;

    @BeforeEach
    void start() {
        bus = BusFixture.start(ServiceBusOptions.inMemory(NamespaceTopology.EMPTY.withQueue("q"))
                .withMaxStoredBytes(100_000));
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
    }

    @Test
    void hangs_up_on_who_speaks_another_protocol() throws IOException {
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isLessThan(1000);
    }

    @Test
    void survives_noise() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 50; round++) {
            byte[] noise = new byte[AMQP.length + random.nextInt(2000)];
            random.nextBytes(noise);
            if (round % 2 == 0) {
                System.arraycopy(AMQP, 0, noise, 0, AMQP.length);
                // A plausible frame: a size that fits, an AMQP frame, then nonsense.
                noise[8] = 0;
                noise[9] = 0;
                noise[10] = 0;
                noise[11] = (byte) 200;
                noise[12] = 2;
            }
            answerTo(noise);
        }

        bus.senderTo("q").sendMessage(aMessage("still here"));

        assertThat(bodies(receive(bus.receiverOf("q"), 1))).containsExactly("still here");
    }

    @Test
    void refuses_more_than_it_may_hold_and_recovers() {
        var sender = bus.senderTo("q");
        var receiver = bus.receiverOf("q");
        byte[] large = new byte[60_000];
        sender.sendMessage(new ServiceBusMessage(large));

        assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage(large)))
                .isInstanceOf(ServiceBusException.class)
                .hasMessageContaining("receive some");

        receiver.complete(BusFixture.receiveOne(receiver));
        sender.sendMessage(new ServiceBusMessage(large));
        assertThat(BusFixture.receiveOne(receiver).getBody().toBytes()).hasSize(60_000);
    }

    /** Sends the bytes and reads until the broker hangs up; tells how much it said. */
    private int answerTo(byte[] bytes) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), bus.server().port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return in.readAllBytes().length;
        } catch (SocketException e) {
            // Hung up on before all was read.
            return 0;
        }
    }
}
