package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.filter.CorrelationFilter;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.filter.SqlFilter;
import io.dropbatch.localazure.servicebus.engine.filter.SqlSyntaxException;
import io.dropbatch.localazure.servicebus.engine.filter.TrueFilter;
import io.dropbatch.localazure.servicebus.message.SystemProperties;
import io.dropbatch.localazure.servicebus.protocol.outcome.DeliveryOutcomes;
import java.util.Arrays;
import java.util.List;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.jspecify.annotations.Nullable;

/** Converts rules to and from their wire form (descriptors: ServiceBusConstants of the Java SDK). */
final class RuleCodec {
    private static final UnsignedLong RULE = UnsignedLong.valueOf(0x137_0000_0004L);
    private static final UnsignedLong NO_ACTION = UnsignedLong.valueOf(0x137_0000_0005L);
    private static final UnsignedLong SQL = UnsignedLong.valueOf(0x13_7000_0006L);
    private static final UnsignedLong TRUE = UnsignedLong.valueOf(0x13_7000_0007L);
    private static final UnsignedLong CORRELATION = UnsignedLong.valueOf(0x13_7000_0009L);

    private RuleCodec() {}

    static RuleFilter decode(RequestArguments description) {
        refuseAction(new RequestArguments(description.map("sql-rule-action")));
        if (description.get("sql-filter") != null) {
            return sql(new RequestArguments(description.map("sql-filter")).requiredText("expression"));
        }
        if (description.get("correlation-filter") != null) {
            return correlation(new RequestArguments(description.map("correlation-filter")));
        }
        throw new BrokerException(BrokerRefusal.INVALID, "A rule needs an SQL filter or a correlation filter");
    }

    static DescribedType encode(String name, RuleFilter filter) {
        return new Described(RULE, Arrays.asList(encode(filter), new Described(NO_ACTION, List.of()), name));
    }

    private static DescribedType encode(RuleFilter filter) {
        return switch (filter) {
            case TrueFilter all -> new Described(TRUE, List.of());
            case SqlFilter sql -> new Described(SQL, Arrays.asList(sql.toString(), null));
            case CorrelationFilter correlation -> new Described(CORRELATION, fields(correlation));
        };
    }

    private static List<@Nullable Object> fields(CorrelationFilter filter) {
        SystemProperties system = filter.system();
        return Arrays.asList(
                system.correlationId(),
                system.messageId(),
                system.to(),
                system.replyTo(),
                system.subject(),
                system.sessionId(),
                system.replyToSessionId(),
                system.contentType(),
                filter.user());
    }

    private static RuleFilter sql(String expression) {
        try {
            return SqlFilter.parse(expression);
        } catch (SqlSyntaxException e) {
            throw new BrokerException(
                    BrokerRefusal.INVALID, "The filter '" + expression + "' is wrong: " + e.getMessage());
        }
    }

    private static RuleFilter correlation(RequestArguments filter) {
        SystemProperties system = new SystemProperties(
                filter.text("message-id"),
                filter.text("correlation-id"),
                filter.text("to"),
                filter.text("reply-to"),
                filter.text("label"),
                filter.text("session-id"),
                filter.text("reply-to-session-id"),
                filter.text("content-type"));
        return new CorrelationFilter(system, DeliveryOutcomes.properties(filter.map("properties")));
    }

    private static void refuseAction(RequestArguments action) {
        String expression = action.text("expression");
        if (expression != null && !expression.isEmpty()) {
            throw new BrokerException(BrokerRefusal.NOT_IMPLEMENTED, "This broker does not run rule actions");
        }
    }

    /** A value with a descriptor, in proton's form. */
    private record Described(Object descriptor, Object described) implements DescribedType {
        @Override
        public Object getDescriptor() {
            return descriptor;
        }

        @Override
        public Object getDescribed() {
            return described;
        }
    }
}
