package io.dropbatch.localazure.servicebus.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

/** Encodes a message that this process sends without the wire. */
public final class MessageBuilder {
    private final Properties properties = new Properties();
    private final List<Object> sections = new ArrayList<>();
    private Map<String, Object> applicationProperties = Map.of();
    private byte[] body = {};

    public MessageBuilder messageId(String messageId) {
        properties.setMessageId(messageId);
        return this;
    }

    public MessageBuilder contentType(@Nullable String contentType) {
        properties.setContentType(contentType == null ? null : Symbol.valueOf(contentType));
        return this;
    }

    public MessageBuilder subject(@Nullable String subject) {
        properties.setSubject(subject);
        return this;
    }

    public MessageBuilder sessionId(@Nullable String sessionId) {
        properties.setGroupId(sessionId);
        return this;
    }

    public MessageBuilder scheduledFor(@Nullable Instant time) {
        if (time != null) {
            sections.add(
                    new MessageAnnotations(Map.of(Symbol.valueOf("x-opt-scheduled-enqueue-time"), Date.from(time))));
        }
        return this;
    }

    public MessageBuilder applicationProperties(Map<String, Object> values) {
        applicationProperties = values;
        return this;
    }

    public MessageBuilder body(byte[] bytes) {
        body = bytes;
        return this;
    }

    public MessageContent build() {
        sections.add(properties);
        if (!applicationProperties.isEmpty()) {
            sections.add(new ApplicationProperties(applicationProperties));
        }
        sections.add(new Data(new Binary(body)));
        return MessageContent.parse(AmqpCodec.encode(sections));
    }
}
