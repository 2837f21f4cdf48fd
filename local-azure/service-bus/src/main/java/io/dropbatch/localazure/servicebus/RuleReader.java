package io.dropbatch.localazure.servicebus;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.servicebus.engine.filter.CorrelationFilter;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.filter.SqlFilter;
import io.dropbatch.localazure.servicebus.engine.filter.SqlSyntaxException;
import io.dropbatch.localazure.servicebus.message.SystemProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the condition of one rule of a topology file. */
final class RuleReader {
    private RuleReader() {}

    static RuleFilter read(JsonObject properties) {
        properties.onlyWith("FilterType", "CorrelationFilter", "SqlFilter", "Action");
        refuseAction(properties.object("Action"));
        String type = properties.requiredText("FilterType");
        return switch (type) {
            case "Correlation" -> correlation(properties.requiredObject("CorrelationFilter"));
            case "Sql" -> sql(properties.requiredObject("SqlFilter"));
            default ->
                throw new TopologyException(
                        properties.below("FilterType"), "'" + type + "' is neither Correlation nor Sql");
        };
    }

    private static void refuseAction(@Nullable JsonObject action) {
        String expression = action == null ? null : action.text("SqlExpression");
        if (action != null && expression != null && !expression.isEmpty()) {
            throw new TopologyException(action.below("SqlExpression"), "this broker does not run rule actions");
        }
    }

    private static RuleFilter correlation(JsonObject filter) {
        filter.onlyWith(
                "ContentType",
                "CorrelationId",
                "Label",
                "MessageId",
                "ReplyTo",
                "ReplyToSessionId",
                "SessionId",
                "To",
                "Properties");
        SystemProperties system = new SystemProperties(
                filter.text("MessageId"),
                filter.text("CorrelationId"),
                filter.text("To"),
                filter.text("ReplyTo"),
                filter.text("Label"),
                filter.text("SessionId"),
                filter.text("ReplyToSessionId"),
                filter.text("ContentType"));
        return new CorrelationFilter(system, values(filter.object("Properties")));
    }

    private static Map<String, Object> values(@Nullable JsonObject properties) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (properties != null) {
            properties
                    .node()
                    .fields()
                    .forEachRemaining(field ->
                            values.put(field.getKey(), value(properties.below(field.getKey()), field.getValue())));
        }
        return values;
    }

    private static Object value(String path, JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        throw new TopologyException(path, "a string, a number, true or false is expected here");
    }

    private static RuleFilter sql(JsonObject filter) {
        String expression = filter.onlyWith("SqlExpression").requiredText("SqlExpression");
        try {
            return SqlFilter.parse(expression);
        } catch (SqlSyntaxException e) {
            throw new TopologyException(filter.below("SqlExpression"), e);
        }
    }
}
