package io.dropbatch.cli.doctor;

import com.azure.messaging.servicebus.administration.models.CorrelationRuleFilter;
import com.azure.messaging.servicebus.administration.models.FalseRuleFilter;
import com.azure.messaging.servicebus.administration.models.RuleFilter;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import com.azure.messaging.servicebus.administration.models.TrueRuleFilter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A rule's filter as a line of text, which is the same for the same filter. */
final class BusFilterText {

    static final String EVERYTHING = "everything";

    /** Of the rule that the template of deploy/azure puts in the place of Azure's own first one. */
    static final String NOTHING = sql("1=0");

    private BusFilterText() {}

    static String sql(String expression) {
        return expression.equals("1=1") ? EVERYTHING : "where " + expression;
    }

    static String correlation(Map<String, String> properties) {
        return new TreeMap<>(properties)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    static String of(RuleFilter filter) {
        return switch (filter) {
            case TrueRuleFilter all -> EVERYTHING;
            case FalseRuleFilter none -> NOTHING;
            case SqlRuleFilter sql -> sql(sql.getSqlExpression());
            case CorrelationRuleFilter correlation -> {
                Map<String, String> properties = new TreeMap<>();
                correlation.getProperties().forEach((key, value) -> properties.put(key, String.valueOf(value)));
                if (correlation.getLabel() != null) {
                    properties.put("sys.Label", correlation.getLabel());
                }
                if (correlation.getCorrelationId() != null) {
                    properties.put("sys.CorrelationId", correlation.getCorrelationId());
                }
                yield correlation(properties);
            }
            default -> filter.toString();
        };
    }
}
