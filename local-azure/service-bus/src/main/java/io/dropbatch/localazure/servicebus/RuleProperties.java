package io.dropbatch.localazure.servicebus;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.files.TopologyException;
import io.dropbatch.localazure.servicebus.engine.filter.CorrelationFilter;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.filter.SqlFilter;
import io.dropbatch.localazure.servicebus.engine.filter.SqlSyntaxException;
import io.dropbatch.localazure.servicebus.message.SystemProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The condition of one rule of a topology file. */
record RuleProperties(
        String filterType,
        @Nullable CorrelationEntry correlationFilter,
        @Nullable SqlEntry sqlFilter,
        @Nullable ActionEntry action) {
    RuleProperties {
        switch (TopologyException.require("FilterType", filterType)) {
            case "Correlation" -> TopologyException.require("CorrelationFilter", correlationFilter);
            case "Sql" -> TopologyException.require("SqlFilter", sqlFilter);
            default -> throw new TopologyException("FilterType", "'" + filterType + "' is neither Correlation nor Sql");
        }
    }

    RuleFilter filter() {
        return filterType.equals("Sql")
                ? TopologyException.require("SqlFilter", sqlFilter).filter()
                : TopologyException.require("CorrelationFilter", correlationFilter)
                        .filter();
    }

    record CorrelationEntry(
            @Nullable String contentType,
            @Nullable String correlationId,
            @Nullable String label,
            @Nullable String messageId,
            @Nullable String replyTo,
            @Nullable String replyToSessionId,
            @Nullable String sessionId,
            @Nullable String to,
            @Nullable Map<String, JsonNode> properties) {
        CorrelationEntry {
            if (properties != null) {
                properties.forEach(CorrelationEntry::value);
            }
        }

        RuleFilter filter() {
            Map<String, Object> values = new LinkedHashMap<>();
            if (properties != null) {
                properties.forEach((key, node) -> values.put(key, value(key, node)));
            }
            return new CorrelationFilter(
                    new SystemProperties(
                            messageId, correlationId, to, replyTo, label, sessionId, replyToSessionId, contentType),
                    values);
        }

        private static Object value(String key, JsonNode node) {
            if (node.isTextual()) {
                return node.textValue();
            }
            if (node.isBoolean()) {
                return node.booleanValue();
            }
            if (node.isNumber()) {
                return node.decimalValue();
            }
            throw new TopologyException("Properties." + key, "a string, a number, true or false is expected here");
        }
    }

    record SqlEntry(String sqlExpression) {
        SqlEntry {
            try {
                SqlFilter.parse(TopologyException.require("SqlExpression", sqlExpression));
            } catch (SqlSyntaxException e) {
                throw new TopologyException("SqlExpression", String.valueOf(e.getMessage()));
            }
        }

        RuleFilter filter() {
            return SqlFilter.parse(sqlExpression);
        }
    }

    record ActionEntry(@Nullable String sqlExpression) {
        ActionEntry {
            if (sqlExpression != null && !sqlExpression.isEmpty()) {
                throw new TopologyException("SqlExpression", "this broker does not run rule actions");
            }
        }
    }
}
