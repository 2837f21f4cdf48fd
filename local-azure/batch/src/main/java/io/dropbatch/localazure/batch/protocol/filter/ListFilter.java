package io.dropbatch.localazure.batch.protocol.filter;

import io.dropbatch.localazure.batch.document.BatchError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition on each thing in a list.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/odata-filters-in-batch">OData filters in Batch</a>
 */
public sealed interface ListFilter {

    /** No condition. */
    record Everything() implements ListFilter {}

    /** Both must hold. */
    record And(ListFilter left, ListFilter right) implements ListFilter {}

    /** One must hold. */
    record Or(ListFilter left, ListFilter right) implements ListFilter {}

    /** Must not hold. */
    record Not(ListFilter inner) implements ListFilter {}

    /** A property compared with a value: a string, a time, a number or a boolean. */
    record Compare(String property, Operator operator, Object value, int at) implements ListFilter {

        private <V> Predicate<V> bound(Function<V, @Nullable Object> read) {
            return thing -> {
                Object actual = read.apply(thing);
                // An absent value equals nothing, and every comparison with it is false.
                return actual == null ? operator == Operator.NE : operator.holds(compared(actual));
            };
        }

        private int compared(Object actual) {
            if (actual instanceof String text && value instanceof String wanted) {
                return text.compareToIgnoreCase(wanted);
            }
            if (actual instanceof Instant time && value instanceof Instant wanted) {
                return time.compareTo(wanted);
            }
            if (actual instanceof Integer number && value instanceof BigDecimal wanted) {
                return BigDecimal.valueOf(number).compareTo(wanted);
            }
            if (actual instanceof Boolean truth && value instanceof Boolean wanted) {
                return truth.compareTo(wanted);
            }
            throw BatchError.query("$filter", property, "The value is not of the property's type.");
        }
    }

    /** A property that begins with a text. */
    record StartsWith(String property, String prefix, int at) implements ListFilter {

        private <V> Predicate<V> bound(Function<V, @Nullable Object> read) {
            return thing ->
                    read.apply(thing) instanceof String text && text.regionMatches(true, 0, prefix, 0, prefix.length());
        }
    }

    /** How two values compare. */
    enum Operator {
        EQ,
        NE,
        GT,
        GE,
        LT,
        LE;

        boolean holds(int comparison) {
            return switch (this) {
                case EQ -> comparison == 0;
                case NE -> comparison != 0;
                case GT -> comparison > 0;
                case GE -> comparison >= 0;
                case LT -> comparison < 0;
                case LE -> comparison <= 0;
            };
        }
    }

    /** Refuses a condition on other properties than these, or with values of another type. */
    default void check(Map<String, FilterType> properties) {
        switch (this) {
            case Everything everything -> {}
            case And and -> {
                and.left.check(properties);
                and.right.check(properties);
            }
            case Or or -> {
                or.left.check(properties);
                or.right.check(properties);
            }
            case Not not -> not.inner.check(properties);
            case Compare compare -> {
                FilterType type = type(properties, compare.property, compare.at);
                check(compare.property, type.refusal(compare.operator, compare.value), compare.at);
            }
            case StartsWith start -> {
                FilterType type = type(properties, start.property, start.at);
                check(start.property, type.refusalOfPrefix(), start.at);
            }
        }
    }

    private static FilterType type(Map<String, FilterType> properties, String property, int at) {
        FilterType type = properties.get(property);
        if (type == null) {
            throw refused(property, "The property cannot be filtered on.", at);
        }
        return type;
    }

    private static void check(String property, @Nullable String refusal, int at) {
        if (refusal != null) {
            throw refused(property, refusal, at);
        }
    }

    private static BatchError refused(String property, String reason, int at) {
        return BatchError.query("$filter", property, reason + " At position " + at + ".");
    }

    /** Binds the condition to things with these properties; refuses an unknown property. */
    default <V> Predicate<V> on(Map<String, Function<V, @Nullable Object>> properties) {
        return switch (this) {
            case Everything everything -> thing -> true;
            case And and -> and.left.on(properties).and(and.right.on(properties));
            case Or or -> or.left.on(properties).or(or.right.on(properties));
            case Not not -> not.inner.on(properties).negate();
            case Compare compare -> compare.bound(property(properties, compare.property));
            case StartsWith start -> start.bound(property(properties, start.property));
        };
    }

    /** The value that the filter requires a property to equal, if any. */
    default @Nullable String required(String property) {
        return switch (this) {
            case And and -> {
                String left = and.left.required(property);
                yield left == null ? and.right.required(property) : left;
            }
            case Compare(String name, Operator operator, String value, int at)
            when operator == Operator.EQ && name.equals(property) -> value;
            case Compare compare -> null;
            case Everything everything -> null;
            case Or or -> null;
            case Not not -> null;
            case StartsWith start -> null;
        };
    }

    /** The prefix that the filter requires of a property, if any. */
    default @Nullable String requiredPrefix(String property) {
        return switch (this) {
            case And and -> {
                String left = and.left.requiredPrefix(property);
                yield left == null ? and.right.requiredPrefix(property) : left;
            }
            case StartsWith start -> start.property.equals(property) ? start.prefix : null;
            case Compare compare -> null;
            case Everything everything -> null;
            case Or or -> null;
            case Not not -> null;
        };
    }

    /** The latest lower bound that the filter requires of a time property, if any. */
    default Instant since(String property) {
        return switch (this) {
            case And and -> {
                Instant left = and.left.since(property);
                Instant right = and.right.since(property);
                yield left.isAfter(right) ? left : right;
            }
            case Compare(String name, Operator operator, Instant value, int at)
            when name.equals(property)
                    && (operator == Operator.GT || operator == Operator.GE || operator == Operator.EQ) -> value;
            case Compare compare -> Instant.EPOCH;
            case Everything everything -> Instant.EPOCH;
            case Or or -> Instant.EPOCH;
            case Not not -> Instant.EPOCH;
            case StartsWith start -> Instant.EPOCH;
        };
    }

    private static <V> Function<V, @Nullable Object> property(
            Map<String, Function<V, @Nullable Object>> properties, String name) {
        Function<V, @Nullable Object> property = properties.get(name);
        if (property == null) {
            throw BatchError.query("$filter", name, "The property cannot be filtered on.");
        }
        return property;
    }
}
