package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.message.MalformedMessage;
import io.dropbatch.localazure.servicebus.protocol.management.ControlNode;
import io.dropbatch.localazure.servicebus.protocol.management.ControlReply;
import io.dropbatch.localazure.servicebus.protocol.management.ControlRequest;
import io.dropbatch.localazure.servicebus.protocol.outcome.AmqpErrors;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's requests to a control node. */
final class RequestLink implements LinkHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLink.class);
    private static final int CREDIT = 100;
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    private final Receiver receiver;
    private final ControlNode node;
    private final ReplyLinks replies;
    private final ConnectionLoop loop;

    RequestLink(Receiver receiver, ControlNode node, ReplyLinks replies, ConnectionLoop loop) {
        this.receiver = receiver;
        this.node = node;
        this.replies = replies;
        this.loop = loop;
        receiver.flow(CREDIT);
    }

    @Override
    public void onDelivery(Delivery ignored) {
        for (Delivery current = receiver.current(); current != null; current = receiver.current()) {
            if (current.available() > MAX_REQUEST_BYTES) {
                receiver.setContext(null);
                receiver.setCondition(
                        AmqpErrors.condition("amqp:link:message-size-exceeded", "The request is too large"));
                receiver.close();
                return;
            }
            if (current.isPartial() && !current.isAborted()) {
                return;
            }
            take(current);
        }
    }

    private void take(Delivery delivery) {
        boolean aborted = delivery.isAborted();
        ReadableBuffer buffer = receiver.recv();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        receiver.advance();
        receiver.flow(1);
        delivery.disposition(Accepted.getInstance());
        delivery.settle();
        if (!aborted) {
            handle(bytes);
        }
    }

    private void handle(byte[] bytes) {
        try {
            ControlRequest request = ControlRequest.parse(bytes);
            answer(request).whenComplete((reply, failure) -> loop.run(() -> send(request, reply, failure)));
        } catch (MalformedMessage e) {
            send(ControlRequest.unreadable(bytes), null, e);
        }
    }

    private CompletableFuture<ControlReply> answer(ControlRequest request) {
        try {
            return node.handle(request);
        } catch (BrokerException | MalformedMessage e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void send(ControlRequest request, @Nullable ControlReply reply, @Nullable Throwable failure) {
        String address = receiver.getRemoteTarget() instanceof Target target ? EntityPath.of(target.getAddress()) : "";
        ReplyLink link = replies.find(request.replyTo(), receiver.getSession(), address);
        if (link == null) {
            LOG.atDebug().log("A request has no link for its answer");
            return;
        }
        ControlReply answer = reply == null
                ? ControlReply.failed(failure == null ? new IllegalStateException("no answer") : failure)
                : reply;
        link.send(answer.encode(request.messageId()));
    }
}
