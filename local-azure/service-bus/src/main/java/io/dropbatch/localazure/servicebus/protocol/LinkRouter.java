package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.entity.BusNamespace;
import io.dropbatch.localazure.servicebus.engine.entity.MessageDestination;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.protocol.management.CbsNode;
import io.dropbatch.localazure.servicebus.protocol.management.ControlNode;
import io.dropbatch.localazure.servicebus.protocol.management.ManagementNode;
import io.dropbatch.localazure.servicebus.protocol.outcome.AmqpErrors;
import java.util.Locale;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** Chooses the handler of a link by its address. */
final class LinkRouter {
    private static final String CBS = "$cbs";
    private static final String MANAGEMENT = "/$management";

    private final BusNamespace namespace;
    private final long maxMessageBytes;

    LinkRouter(BusNamespace namespace, long maxMessageBytes) {
        this.namespace = namespace;
        this.maxMessageBytes = maxMessageBytes;
    }

    void attach(Link link, AmqpConnection connection, ConnectionLoop loop) {
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        link.setProperties(link.getRemoteProperties());
        try {
            switch (link) {
                case Receiver receiver -> fromClient(receiver, connection, loop);
                case Sender sender -> toClient(sender, connection, loop);
                default -> throw new IllegalStateException("a link is a sender or a receiver");
            }
        } catch (BrokerException e) {
            refuse(link, e);
        }
    }

    /** Answers the attach with neither source nor target, then detaches with the reason (AMQP 1.0 part 2.6.3). */
    static void refuse(Link link, Throwable reason) {
        link.setSource(null);
        link.setTarget(null);
        link.open();
        link.setCondition(AmqpErrors.of(reason));
        link.close();
    }

    private void fromClient(Receiver receiver, AmqpConnection connection, ConnectionLoop loop) {
        String address = targetAddress(receiver);
        if (isControl(address)) {
            connection.bind(receiver, new RequestLink(receiver, node(address), connection.replies(), loop));
            receiver.open();
            return;
        }
        MessageDestination destination = namespace.destination(address);
        if (destination == null) {
            throw notFound(address);
        }
        receiver.setMaxMessageSize(UnsignedLong.valueOf(maxMessageBytes));
        connection.bind(receiver, new IngressLink(receiver, destination, maxMessageBytes, loop));
        receiver.open();
    }

    private void toClient(Sender sender, AmqpConnection connection, ConnectionLoop loop) {
        String address = sourceAddress(sender);
        if (isControl(address)) {
            connection.bind(sender, new ReplyLink(sender, connection.replies()));
            sender.open();
            return;
        }
        MessageQueue queue = namespace.queue(address);
        if (queue == null) {
            throw namespace.isTopic(address)
                    ? new BrokerException(
                            BrokerRefusal.NOT_ALLOWED,
                            "A topic is received from through a subscription of it: " + address)
                    : notFound(address);
        }
        EgressAttach.attach(sender, queue, connection, loop);
    }

    private ControlNode node(String address) {
        String path = address.toLowerCase(Locale.ROOT);
        if (path.equals(CBS)) {
            return new CbsNode();
        }
        String entity = path.substring(0, path.length() - MANAGEMENT.length());
        MessageQueue queue = namespace.queue(entity);
        MessageDestination destination = namespace.destination(entity);
        if (queue == null && destination == null) {
            throw notFound(entity);
        }
        return new ManagementNode(queue, destination, namespace.subscription(entity));
    }

    private static boolean isControl(String address) {
        String path = address.toLowerCase(Locale.ROOT);
        return path.equals(CBS) || path.endsWith(MANAGEMENT);
    }

    private static String targetAddress(Receiver receiver) {
        if (receiver.getRemoteTarget() instanceof Target target) {
            return address(target.getAddress());
        }
        throw new BrokerException(BrokerRefusal.NOT_IMPLEMENTED, "Transactions are not supported by this broker");
    }

    private static String sourceAddress(Sender sender) {
        return address(sender.getRemoteSource() instanceof Source source ? source.getAddress() : null);
    }

    private static String address(@Nullable String address) {
        if (address == null || address.isEmpty()) {
            throw new BrokerException(BrokerRefusal.INVALID, "A link needs an address");
        }
        return EntityPath.of(address);
    }

    private static BrokerException notFound(String address) {
        return new BrokerException(
                BrokerRefusal.ENTITY_NOT_FOUND, "The messaging entity '" + address + "' could not be found");
    }
}
