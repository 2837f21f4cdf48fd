package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.queue.DeliveredMessage;
import io.dropbatch.localazure.servicebus.engine.queue.DeliverySink;
import io.dropbatch.localazure.servicebus.engine.queue.LockToken;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.engine.queue.QueueReader;
import io.dropbatch.localazure.servicebus.engine.queue.SettlementDecision;
import io.dropbatch.localazure.servicebus.message.MalformedMessage;
import io.dropbatch.localazure.servicebus.protocol.outcome.AmqpErrors;
import io.dropbatch.localazure.servicebus.protocol.outcome.DeliveryOutcomes;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.amqp.messaging.Received;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/**
 * A client that receives. Its credit allows deliveries; its dispositions settle messages and are answered when durable.
 */
final class EgressLink implements LinkHandler, DeliverySink {
    private final Sender sender;
    private final MessageQueue queue;
    private final AmqpConnection connection;
    private final ConnectionLoop loop;
    private @Nullable QueueReader reader;
    private long sent;
    private boolean draining;
    private boolean closed;

    EgressLink(Sender sender, MessageQueue queue, AmqpConnection connection, ConnectionLoop loop) {
        this.sender = sender;
        this.queue = queue;
        this.connection = connection;
        this.loop = loop;
    }

    void begin(QueueReader newReader) {
        reader = newReader;
    }

    boolean isClosed() {
        return closed;
    }

    // --- from the queue, on any thread ---

    @Override
    public void deliver(DeliveredMessage message) {
        loop.run(() -> transmit(message));
    }

    @Override
    public void sessionLost() {
        loop.run(this::endSession);
    }

    // --- on the connection's thread ---

    @Override
    public void onFlow() {
        if (reader == null) {
            return;
        }
        reader.grant(sent + sender.getCredit());
        if (sender.getDrain()) {
            draining = true;
            drainIfDone();
        }
    }

    @Override
    public void onDelivery(Delivery delivery) {
        DeliveryState state = delivery.getRemoteState();
        if (state instanceof Received || !(delivery.getContext() instanceof LockToken token)) {
            return;
        }
        if (state == null) {
            if (delivery.remotelySettled()) {
                delivery.settle();
            }
            return;
        }
        delivery.setContext(null);
        settle(token, state).whenComplete((done, failure) -> loop.run(() -> answer(delivery, state, failure)));
    }

    @Override
    public void onClosed() {
        closed = true;
        if (reader != null) {
            reader.close();
        }
    }

    private CompletableFuture<Void> settle(LockToken token, DeliveryState state) {
        try {
            return queue.settle(token, DeliveryOutcomes.settlement(state));
        } catch (BrokerException | MalformedMessage | IllegalArgumentException e) {
            // proton throws the last one for a changed property whose type AMQP does not know.
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answer(Delivery delivery, DeliveryState state, @Nullable Throwable failure) {
        if (closed) {
            return;
        }
        delivery.disposition(
                failure == null ? DeliveryOutcomes.confirmation(state) : DeliveryOutcomes.refusal(failure));
        delivery.settle();
    }

    private void transmit(DeliveredMessage message) {
        LockToken token = message.token();
        if (closed) {
            handBack(token);
            return;
        }
        sent++;
        Delivery delivery = sender.delivery(token == null ? numbered(sent) : LockTokenTag.tag(token));
        delivery.setContext(token);
        sender.sendNoCopy(ReadableBuffer.ByteBufferReader.wrap(message.encode()));
        if (token == null) {
            delivery.settle();
        } else {
            sender.advance();
        }
        drainIfDone();
    }

    private void handBack(@Nullable LockToken token) {
        if (token != null) {
            queue.settle(token, new SettlementDecision.Release());
        }
    }

    private static byte[] numbered(long number) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(0).putLong(number).array();
    }

    /** Answers a drain only after the client got the deliveries that were under way. */
    private void drainIfDone() {
        if (draining && reader != null && reader.revoke() == sent) {
            draining = false;
            sender.drained();
        }
    }

    private void endSession() {
        if (closed) {
            return;
        }
        connection.unbind(sender);
        sender.setCondition(AmqpErrors.of(
                new BrokerException(BrokerRefusal.SESSION_LOCK_LOST, "The session lock has expired on the session")));
        sender.close();
    }
}
