package io.dropbatch.localazure.servicebus.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers of a control node to a client, as the client's credit allows. */
final class ReplyLink implements LinkHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyLink.class);
    private static final int MOST_WAITING = 1000;

    private final Sender sender;
    private final ReplyLinks links;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long sent;

    ReplyLink(Sender sender, ReplyLinks links) {
        this.sender = sender;
        this.links = links;
        links.add(this);
    }

    boolean isCalled(@Nullable String replyTo) {
        if (replyTo == null) {
            return false;
        }
        return replyTo.equals(sender.getName())
                || (sender.getRemoteTarget() instanceof Target target && replyTo.equals(target.getAddress()));
    }

    boolean comesFrom(String node) {
        return sender.getRemoteSource() instanceof Source source
                && node.equalsIgnoreCase(EntityPath.of(source.getAddress()));
    }

    boolean isIn(Session session) {
        return sender.getSession() == session;
    }

    void send(byte[] reply) {
        if (waiting.size() >= MOST_WAITING) {
            LOG.atWarn().log("A client asks but does not take the answers; one is dropped");
            return;
        }
        waiting.addLast(reply);
        onFlow();
    }

    @Override
    public void onFlow() {
        while (sender.getCredit() > 0 && !waiting.isEmpty()) {
            byte[] reply = waiting.removeFirst();
            Delivery delivery = sender.delivery(
                    ByteBuffer.allocate(Long.BYTES).putLong(++sent).array());
            sender.send(reply, 0, reply.length);
            delivery.settle();
        }
        if (sender.getDrain()) {
            sender.drained();
        }
    }

    @Override
    public void onDelivery(Delivery delivery) {
        delivery.settle();
    }

    @Override
    public void onClosed() {
        links.remove(this);
    }
}
