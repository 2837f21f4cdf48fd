package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.message.MalformedMessage;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** A request to a control node, with the address for its answer. */
public record ControlRequest(
        @Nullable Object messageId,
        @Nullable String replyTo,
        String operation,
        Map<String, Object> properties,
        RequestArguments body) {

    public static ControlRequest parse(byte[] bytes) {
        Message message = Proton.message();
        try {
            message.decode(bytes, 0, bytes.length);
        } catch (RuntimeException e) {
            throw new MalformedMessage("a request cannot be decoded", e);
        }
        Map<String, Object> properties = message.getApplicationProperties() == null
                ? Map.of()
                : message.getApplicationProperties().getValue();
        return new ControlRequest(
                message.getMessageId(),
                message.getReplyTo(),
                String.valueOf(properties.get("operation")),
                properties,
                body(message));
    }

    /** What an answer needs to reach the sender of a request that cannot be read whole: its id and the way back. */
    public static ControlRequest unreadable(byte[] bytes) {
        Properties properties = MessageContent.readableProperties(bytes);
        return new ControlRequest(
                properties == null ? null : properties.getMessageId(),
                properties == null ? null : properties.getReplyTo(),
                "",
                Map.of(),
                new RequestArguments(Map.of()));
    }

    private static RequestArguments body(Message message) {
        Object value = message.getBody() instanceof AmqpValue body ? body.getValue() : null;
        return new RequestArguments(value instanceof Map<?, ?> map ? map : Map.of());
    }
}
