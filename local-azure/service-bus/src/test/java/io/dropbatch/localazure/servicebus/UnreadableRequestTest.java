package io.dropbatch.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.BaseHandler;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;
import org.apache.qpid.proton.reactor.Handshaker;
import org.apache.qpid.proton.reactor.Reactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client of its own that writes what no SDK writes. */
@Timeout(30)
class UnreadableRequestTest {

    @Test
    void a_request_that_cannot_be_decoded_is_answered() throws Exception {
        try (ServiceBusServer bus =
                ServiceBusServer.start(ServiceBusOptions.inMemory(NamespaceTopology.EMPTY.withQueue("q")))) {
            Message answer = answerTo(bus.port(), unreadable());

            assertThat(answer.getCorrelationId()).isEqualTo("request-1");
            assertThat(answer.getApplicationProperties().getValue())
                    .containsEntry("status-code", 400)
                    .containsEntry("statusCode", 400);
            assertThat(answer.getApplicationProperties().getValue().get("status-description"))
                    .asString()
                    .contains("cannot be decoded");
        }
    }

    /** Properties as they should be, then a value whose map has three members: a key without a value. */
    private static byte[] unreadable() {
        Message message = Proton.message();
        message.setMessageId("request-1");
        message.setReplyTo("answers");
        byte[] head = new byte[256];
        int length = message.encode(head, 0, head.length);
        byte[] broken = {0, 0x53, 0x77, (byte) 0xc1, 4, 3, 0x41, 0x41, 0x41};
        return ByteBuffer.allocate(length + broken.length)
                .put(head, 0, length)
                .put(broken)
                .array();
    }

    private static Message answerTo(int port, byte[] request) throws Exception {
        RequestingClient asking = new RequestingClient(port, request);
        Reactor reactor = Proton.reactor(asking);
        Thread thread = Thread.ofVirtual().start(reactor::run);
        try {
            return asking.answer.get(60, TimeUnit.SECONDS);
        } finally {
            thread.interrupt();
            reactor.stop();
        }
    }

    /** Sends one request to the management node of the queue and takes the answer. */
    private static final class RequestingClient extends BaseHandler {
        private final int port;
        private final byte[] request;
        private final CompletableFuture<Message> answer = new CompletableFuture<>();

        RequestingClient(int port, byte[] request) {
            this.port = port;
            this.request = request;
            add(new Handshaker());
        }

        @Override
        public void onReactorInit(Event event) {
            event.getReactor().connectionToHost("127.0.0.1", port, this);
        }

        @Override
        public void onConnectionInit(Event event) {
            Connection connection = event.getConnection();
            connection.setContainer("asking");
            Session session = connection.session();
            Receiver receiver = session.receiver("answers");
            receiver.setSource(source());
            receiver.setTarget(target("answers"));
            receiver.flow(1);
            Sender sender = session.sender("asks");
            sender.setSource(new Source());
            sender.setTarget(target("q/$management"));
            connection.open();
            session.open();
            receiver.open();
            sender.open();
        }

        @Override
        public void onLinkFlow(Event event) {
            if (event.getLink() instanceof Sender sender && sender.getCredit() > 0 && sender.getQueued() == 0) {
                sender.delivery(new byte[] {1});
                sender.send(request, 0, request.length);
                sender.advance();
            }
        }

        @Override
        public void onDelivery(Event event) {
            if (event.getLink() instanceof Receiver receiver) {
                Delivery delivery = receiver.current();
                byte[] bytes = new byte[delivery.available()];
                receiver.recv(bytes, 0, bytes.length);
                Message message = Proton.message();
                message.decode(bytes, 0, bytes.length);
                answer.complete(message);
                event.getConnection().close();
            }
        }

        private static Source source() {
            Source source = new Source();
            source.setAddress("q/$management");
            return source;
        }

        private static Target target(String address) {
            Target target = new Target();
            target.setAddress(address);
            return target;
        }
    }
}
