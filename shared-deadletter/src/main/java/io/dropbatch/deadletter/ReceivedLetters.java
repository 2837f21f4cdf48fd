package io.dropbatch.deadletter;

import com.azure.core.amqp.models.AmqpMessageBody;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Dead letters as the bus hands them out, whatever their senders put into them. */
final class ReceivedLetters {

    private static final int LONGEST_ID = 128;
    private static final String REPLAY = "replay-";

    private ReceivedLetters() {}

    static DeadLetter read(BusEntity entity, ServiceBusReceivedMessage message) {
        Map<String, String> properties = new TreeMap<>();
        message.getApplicationProperties().forEach((key, value) -> properties.put(key, String.valueOf(value)));
        return new DeadLetter(
                entity.name(),
                message.getSequenceNumber(),
                message.getMessageId(),
                message.getEnqueuedTime().toInstant(),
                message.getDeliveryCount(),
                Objects.requireNonNullElse(message.getDeadLetterReason(), "none was given"),
                Objects.requireNonNullElse(message.getDeadLetterErrorDescription(), ""),
                properties,
                body(message.getRawAmqpMessage().getBody()));
    }

    /** Senders that speak AMQP themselves may send values instead of bytes, which the client hands out here only. */
    private static String body(AmqpMessageBody body) {
        return switch (body.getBodyType()) {
            case DATA -> new String(body.getFirstData(), StandardCharsets.UTF_8);
            case VALUE -> String.valueOf(body.getValue());
            case SEQUENCE -> String.valueOf(body.getSequence());
        };
    }

    /** The message with an id of its own, always the same, so that the bus drops it when it is sent twice. */
    static ServiceBusMessage again(BusEntity entity, ServiceBusReceivedMessage message) {
        ServiceBusMessage copy = new ServiceBusMessage(message);
        copy.getApplicationProperties().remove("DeadLetterReason");
        copy.getApplicationProperties().remove("DeadLetterErrorDescription");
        copy.setMessageId(replayId(entity, message.getSequenceNumber(), message.getMessageId()));
        return copy;
    }

    /** No two have the same, however long names and ids are. */
    static String replayId(BusEntity entity, long number, String messageId) {
        String id = REPLAY + entity.name() + "-" + number + "-" + messageId;
        return id.length() <= LONGEST_ID ? id : REPLAY + hash(id);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
