package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.message.AmqpCodec;
import io.dropbatch.localazure.servicebus.protocol.outcome.AmqpErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.jspecify.annotations.Nullable;

/** A control node's answer. The SDKs of different languages look for different spellings, so each fact is sent in both. */
public record ControlReply(
        int status,
        String description,
        @Nullable ErrorCondition error,
        @Nullable Map<String, Object> body) {
    static ControlReply ok(Map<String, Object> body) {
        return new ControlReply(200, "OK", null, body);
    }

    static ControlReply status(int status, String description) {
        return new ControlReply(status, description, null, null);
    }

    public static ControlReply failed(Throwable failure) {
        ErrorCondition error = AmqpErrors.of(failure);
        return new ControlReply(AmqpErrors.status(failure), String.valueOf(error.getDescription()), error, null);
    }

    public byte[] encode(@Nullable Object correlationId) {
        Properties properties = new Properties();
        properties.setCorrelationId(correlationId);
        List<Object> sections = new ArrayList<>();
        sections.add(properties);
        sections.add(new ApplicationProperties(applicationProperties()));
        sections.add(new AmqpValue(body));
        return AmqpCodec.encode(sections);
    }

    private Map<String, Object> applicationProperties() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("statusCode", status);
        facts.put("status-code", status);
        facts.put("statusDescription", description);
        facts.put("status-description", description);
        if (error != null) {
            facts.put("errorCondition", error.getCondition());
            facts.put("error-condition", error.getCondition());
        }
        return facts;
    }
}
