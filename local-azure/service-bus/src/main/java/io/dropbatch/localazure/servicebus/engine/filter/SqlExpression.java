package io.dropbatch.localazure.servicebus.engine.filter;

import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of a filter expression. Its value is null when it is unknown (SQL's three-valued logic). */
sealed interface SqlExpression {
    @Nullable
    Object value(MessageContent message);

    /** The value as a boolean: true, false, or null for unknown. */
    default @Nullable Boolean truth(MessageContent message) {
        return value(message) instanceof Boolean truth ? truth : null;
    }

    /** A constant. */
    record Literal(@Nullable Object constant) implements SqlExpression {
        @Override
        public @Nullable Object value(MessageContent message) {
            return constant;
        }
    }

    /** A property added by the sender. */
    record UserProperty(String name) implements SqlExpression {
        @Override
        public @Nullable Object value(MessageContent message) {
            Map<String, Object> properties = message.applicationProperties();
            Object exact = properties.get(name);
            if (exact != null) {
                return exact;
            }
            return properties.entrySet().stream()
                    .filter(property -> property.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A property that every message has. */
    record SystemProperty(String name) implements SqlExpression {
        static final List<String> NAMES = List.of(
                "messageid",
                "correlationid",
                "to",
                "replyto",
                "label",
                "subject",
                "sessionid",
                "replytosessionid",
                "contenttype");

        @Override
        public @Nullable Object value(MessageContent message) {
            var properties = message.properties();
            return switch (name) {
                case "messageid" -> properties.messageId();
                case "correlationid" -> properties.correlationId();
                case "to" -> properties.to();
                case "replyto" -> properties.replyTo();
                case "label", "subject" -> properties.subject();
                case "sessionid" -> properties.sessionId();
                case "replytosessionid" -> properties.replyToSessionId();
                case "contenttype" -> properties.contentType();
                default -> throw new IllegalStateException(name.toLowerCase(Locale.ROOT));
            };
        }
    }

    /** A comparison of two values. */
    record Comparison(SqlExpression left, SqlComparator comparator, SqlExpression right) implements SqlExpression {
        @Override
        public @Nullable Boolean value(MessageContent message) {
            Object leftValue = left.value(message);
            Object rightValue = right.value(message);
            if (leftValue == null || rightValue == null) {
                return null;
            }
            Integer order = PropertyComparison.compare(leftValue, rightValue);
            return order == null ? null : comparator.holds(order);
        }
    }

    /** Both. */
    record And(SqlExpression left, SqlExpression right) implements SqlExpression {
        @Override
        public @Nullable Boolean value(MessageContent message) {
            Boolean first = left.truth(message);
            if (Boolean.FALSE.equals(first)) {
                return false;
            }
            Boolean second = right.truth(message);
            if (Boolean.FALSE.equals(second)) {
                return false;
            }
            return first == null || second == null ? null : true;
        }
    }

    /** At least one. */
    record Or(SqlExpression left, SqlExpression right) implements SqlExpression {
        @Override
        public @Nullable Boolean value(MessageContent message) {
            Boolean first = left.truth(message);
            if (Boolean.TRUE.equals(first)) {
                return true;
            }
            Boolean second = right.truth(message);
            if (Boolean.TRUE.equals(second)) {
                return true;
            }
            return first == null || second == null ? null : false;
        }
    }

    /** The opposite; of the unknown, the unknown. */
    record Not(SqlExpression operand) implements SqlExpression {
        @Override
        public @Nullable Boolean value(MessageContent message) {
            Boolean truth = operand.truth(message);
            return truth == null ? null : !truth;
        }
    }

    /** One of several values. */
    record In(SqlExpression operand, List<SqlExpression> candidates) implements SqlExpression {
        @Override
        public @Nullable Boolean value(MessageContent message) {
            Object wanted = operand.value(message);
            if (wanted == null) {
                return null;
            }
            boolean unknown = false;
            for (SqlExpression candidate : candidates) {
                Object value = candidate.value(message);
                unknown |= value == null;
                if (value != null && PropertyComparison.areEqual(wanted, value)) {
                    return true;
                }
            }
            return unknown ? null : false;
        }
    }

    /** Text that fits a pattern, in which % is any text and _ any character. */
    record Like(SqlExpression operand, Pattern pattern) implements SqlExpression {
        @Override
        public @Nullable Boolean value(MessageContent message) {
            Object text = operand.value(message);
            return text == null ? null : pattern.matcher(text.toString()).matches();
        }
    }

    /** Whether there is a value; never unknown. */
    record IsNull(SqlExpression operand) implements SqlExpression {
        @Override
        public Boolean value(MessageContent message) {
            return operand.value(message) == null;
        }
    }
}
