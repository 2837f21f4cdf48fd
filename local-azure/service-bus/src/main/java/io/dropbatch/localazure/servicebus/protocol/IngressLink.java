package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.entity.MessageDestination;
import io.dropbatch.localazure.servicebus.message.MalformedMessage;
import io.dropbatch.localazure.servicebus.message.MessageBatch;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import io.dropbatch.localazure.servicebus.protocol.outcome.AmqpErrors;
import java.util.List;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.jspecify.annotations.Nullable;

/** A client that sends. A message is accepted when it is durable. */
final class IngressLink implements LinkHandler {
    /** How many messages a client may send without an answer; each answer gives more credit. */
    private static final int WINDOW = 500;

    private static final int REFILL = WINDOW / 2;

    private final Receiver receiver;
    private final MessageDestination destination;
    private final long maxMessageBytes;
    private final ConnectionLoop loop;
    private int unanswered;
    private boolean closed;

    IngressLink(Receiver receiver, MessageDestination destination, long maxMessageBytes, ConnectionLoop loop) {
        this.receiver = receiver;
        this.destination = destination;
        this.maxMessageBytes = maxMessageBytes;
        this.loop = loop;
        receiver.flow(WINDOW);
    }

    @Override
    public void onDelivery(Delivery ignored) {
        for (Delivery current = receiver.current(); current != null; current = receiver.current()) {
            if (current.available() > maxMessageBytes) {
                refuseTooLarge();
                return;
            }
            if (current.isPartial() && !current.isAborted()) {
                return;
            }
            take(current);
        }
    }

    @Override
    public void onClosed() {
        closed = true;
    }

    private void take(Delivery delivery) {
        boolean aborted = delivery.isAborted();
        byte[] bytes = read();
        receiver.advance();
        if (aborted) {
            delivery.settle();
            refill();
            return;
        }
        unanswered++;
        try {
            destination
                    .send(messages(bytes, delivery.getMessageFormat()))
                    .whenComplete((done, failure) -> loop.run(() -> answer(delivery, failure)));
        } catch (MalformedMessage e) {
            answer(delivery, e);
        }
    }

    private byte[] read() {
        ReadableBuffer buffer = receiver.recv();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static List<MessageContent> messages(byte[] bytes, int format) {
        return format == MessageBatch.FORMAT ? MessageBatch.split(bytes) : List.of(MessageContent.parse(bytes));
    }

    private void answer(Delivery delivery, @Nullable Throwable failure) {
        unanswered--;
        if (closed) {
            return;
        }
        if (!delivery.remotelySettled()) {
            delivery.disposition(outcome(failure));
        }
        delivery.settle();
        refill();
    }

    private static DeliveryState outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return Accepted.getInstance();
        }
        Rejected rejected = new Rejected();
        rejected.setError(AmqpErrors.of(failure));
        return rejected;
    }

    private void refill() {
        int outstanding = receiver.getCredit() + unanswered;
        if (outstanding <= REFILL) {
            receiver.flow(WINDOW - outstanding);
        }
    }

    private void refuseTooLarge() {
        closed = true;
        receiver.setContext(null);
        receiver.setCondition(AmqpErrors.of(new BrokerException(
                BrokerRefusal.MESSAGE_TOO_LARGE,
                "The message is larger than the " + maxMessageBytes + " bytes allowed")));
        receiver.close();
    }
}
