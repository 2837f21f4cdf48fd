package io.dropbatch.localazure.servicebus.engine.filter;

import io.dropbatch.localazure.servicebus.message.MessageContent;
import io.dropbatch.localazure.servicebus.message.SystemProperties;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Matches when every named property has an equal value; it ignores other properties. Strings compare by case. */
public record CorrelationFilter(SystemProperties system, Map<String, Object> user) implements RuleFilter {
    public CorrelationFilter {
        user = Map.copyOf(user);
    }

    @Override
    public boolean matches(MessageContent message) {
        return matches(message.properties())
                && user.entrySet().stream()
                        .allMatch(wanted -> PropertyComparison.areEqual(
                                wanted.getValue(),
                                message.applicationProperties().get(wanted.getKey())));
    }

    private boolean matches(SystemProperties actual) {
        return matches(system.messageId(), actual.messageId())
                && matches(system.correlationId(), actual.correlationId())
                && matches(system.to(), actual.to())
                && matches(system.replyTo(), actual.replyTo())
                && matches(system.subject(), actual.subject())
                && matches(system.sessionId(), actual.sessionId())
                && matches(system.replyToSessionId(), actual.replyToSessionId())
                && matches(system.contentType(), actual.contentType());
    }

    private static boolean matches(@Nullable String wanted, @Nullable String actual) {
        return wanted == null || Objects.equals(wanted, actual);
    }
}
