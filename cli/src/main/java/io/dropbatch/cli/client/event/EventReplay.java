package io.dropbatch.cli.client.event;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.EventEnvelope;
import io.dropbatch.codec.EventProperties;
import io.dropbatch.codec.UnknownTypeException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sends announcements again, to a queue or topic of the receiver's own. Each message has the id and the properties that it had,
 * so that a queue with duplicate detection drops what comes twice, and rules of subscriptions choose as before.
 */
final class EventReplay implements AutoCloseable {

    /** Dropbatch's own: its services would not know these messages, or every subscriber would get them again. */
    static final Set<String> NOT_TO = Set.of(
            "submissions",
            "jobs",
            "tasks",
            "outputs",
            "storage-events",
            "task-signals",
            "submission-work",
            "scheduler-work",
            "monitor-work",
            "results-work");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,259}");

    private final String to;
    private final ServiceBusSenderClient sender;
    private long sent;

    private EventReplay(String to, ServiceBusSenderClient sender) {
        this.to = to;
        this.sender = sender;
    }

    /** @throws CliException when it is no queue or topic of somebody's own */
    static void check(String to) {
        if (to.contains("/")) {
            throw CliException.wrongUse(
                    "--to " + to + ": nobody can send into one subscription. Give a queue or a topic"
                            + " of your own; your program then reads that until it has caught up");
        }
        // To the bus a name is the same in any case.
        if (NOT_TO.contains(to.toLowerCase(Locale.ROOT))) {
            throw CliException.wrongUse("--to " + to + ": that is Dropbatch's own, where everybody would get these"
                    + " events again. Give a queue or a topic of your own");
        }
        if (!NAME.matcher(to).matches()) {
            throw CliException.wrongUse("--to " + to + ": give the name of a queue or topic");
        }
    }

    static EventReplay open(ServiceBusClientBuilder bus, String to) {
        check(to);
        // For the client a queue and a topic are the same.
        return new EventReplay(to, bus.sender().queueName(to).buildClient());
    }

    long sent() {
        return sent;
    }

    /** Sends them in this order, as few requests as possible. */
    void send(List<byte[]> events) {
        try {
            ServiceBusMessageBatch batch = sender.createMessageBatch();
            for (byte[] event : events) {
                ServiceBusMessage message = message(event);
                if (!batch.tryAddMessage(message)) {
                    batch = sendFull(batch, message);
                }
            }
            flush(batch);
        } catch (ServiceBusException e) {
            throw refused(e);
        }
    }

    private ServiceBusMessageBatch sendFull(ServiceBusMessageBatch full, ServiceBusMessage next) {
        flush(full);
        ServiceBusMessageBatch batch = sender.createMessageBatch();
        if (!batch.tryAddMessage(next)) {
            throw new CliException("the event " + next.getMessageId() + " is larger than '" + to + "' takes");
        }
        return batch;
    }

    private void flush(ServiceBusMessageBatch batch) {
        if (batch.getCount() > 0) {
            sender.sendMessages(batch);
            sent += batch.getCount();
        }
    }

    static ServiceBusMessage message(byte[] event) {
        try {
            EventEnvelope envelope = EventCodec.read(event);
            ServiceBusMessage message = new ServiceBusMessage(event)
                    .setMessageId(envelope.id())
                    .setContentType(EventCodec.CONTENT_TYPE)
                    .setSubject(envelope.data().type().value())
                    .setCorrelationId(envelope.data().submission().value());
            message.getApplicationProperties().putAll(EventProperties.of(envelope.data()));
            return message;
        } catch (UnknownTypeException e) {
            throw new CliException("results-service is newer than this command: " + e.getMessage());
        }
    }

    private CliException refused(ServiceBusException e) {
        if (e.getReason() == ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND) {
            return CliException.wrongUse("the bus has no queue or topic '" + to + "': make it first");
        }
        return new CliException("the bus refuses '" + to + "' (" + e.getReason() + "): " + e.getMessage(), e);
    }

    @Override
    public void close() {
        sender.close();
    }
}
