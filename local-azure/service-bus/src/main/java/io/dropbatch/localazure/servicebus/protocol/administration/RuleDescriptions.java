package io.dropbatch.localazure.servicebus.protocol.administration;

import io.dropbatch.localazure.servicebus.engine.filter.CorrelationFilter;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.filter.SqlFilter;
import io.dropbatch.localazure.servicebus.engine.filter.TrueFilter;
import io.dropbatch.localazure.servicebus.message.SystemProperties;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules of subscriptions, as the XML of Service Bus spells them. */
final class RuleDescriptions {
    private static final String NAMESPACES =
            " xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\""
                    + " xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"";
    private static final String RULE = """
            <RuleDescription%s>%s<Action i:type="EmptyRuleAction"/><Name>%s</Name></RuleDescription>""";
    private static final String PROPERTY = """
            <KeyValueOfstringanyType><Key>%s</Key>\
            <Value i:type="d6p1:%s" xmlns:d6p1="http://www.w3.org/2001/XMLSchema">%s</Value>\
            </KeyValueOfstringanyType>""";

    private RuleDescriptions() {}

    static String of(String name, RuleFilter filter) {
        return RULE.formatted(NAMESPACES, filter(filter), AtomDocument.escaped(name));
    }

    private static String filter(RuleFilter filter) {
        return switch (filter) {
            case TrueFilter all -> expression("TrueFilter", "1=1");
            case SqlFilter sql -> expression("SqlFilter", sql.toString());
            case CorrelationFilter correlation -> correlation(correlation);
        };
    }

    private static String expression(String type, String text) {
        return "<Filter i:type=\"" + type + "\"><SqlExpression>" + AtomDocument.escaped(text)
                + "</SqlExpression><CompatibilityLevel>20</CompatibilityLevel></Filter>";
    }

    private static String correlation(CorrelationFilter filter) {
        SystemProperties system = filter.system();
        String own = element("CorrelationId", system.correlationId())
                + element("MessageId", system.messageId())
                + element("To", system.to())
                + element("ReplyTo", system.replyTo())
                + element("Label", system.subject())
                + element("SessionId", system.sessionId())
                + element("ReplyToSessionId", system.replyToSessionId())
                + element("ContentType", system.contentType());
        String user = filter.user().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(RuleDescriptions::property)
                .collect(Collectors.joining());
        return "<Filter i:type=\"CorrelationFilter\">" + own + "<Properties>" + user + "</Properties></Filter>";
    }

    private static String property(Map.Entry<String, Object> property) {
        String type = switch (property.getValue()) {
            case Boolean flag -> "boolean";
            case Number number -> "decimal";
            default -> "string";
        };
        return PROPERTY.formatted(
                AtomDocument.escaped(property.getKey()),
                type,
                AtomDocument.escaped(String.valueOf(property.getValue())));
    }

    private static String element(String name, @Nullable String value) {
        return value == null ? "" : "<" + name + ">" + AtomDocument.escaped(value) + "</" + name + ">";
    }
}
