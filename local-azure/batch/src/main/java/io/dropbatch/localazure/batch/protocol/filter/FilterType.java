package io.dropbatch.localazure.batch.protocol.filter;

import io.dropbatch.localazure.batch.protocol.filter.ListFilter.Operator;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type of a property in a filter: the allowed values and operators. */
public sealed interface FilterType {

    /** A type with many values. */
    enum Plain implements FilterType {
        TEXT(String.class),
        TIME(Instant.class),
        INT(BigDecimal.class),
        FLAG(Boolean.class);

        private final Class<?> value;

        Plain(Class<?> value) {
            this.value = value;
        }
    }

    /** One of several words; case is ignored, and they have no order. */
    record Words(List<String> words) implements FilterType {

        public Words {
            words = List.copyOf(words);
        }

        private boolean contains(String word) {
            return words.stream().anyMatch(word::equalsIgnoreCase);
        }
    }

    /** Reads a type in the form of the contract table: {@code time}, or {@code active|completed}. */
    static FilterType of(String text) {
        return text.indexOf('|') < 0
                ? Plain.valueOf(text.toUpperCase(Locale.ROOT))
                : new Words(List.of(text.split("\\|")));
    }

    /** Why the property does not allow this comparison; null when it does. */
    default @Nullable String refusal(Operator operator, Object value) {
        return switch (this) {
            case Plain plain -> plain.value.isInstance(value) ? null : "The value is not of the property's type.";
            case Words words -> {
                if (!(value instanceof String word)) {
                    yield "The value is not of the property's type.";
                }
                if (!words.contains(word)) {
                    yield "The value is not one of " + String.join(", ", words.words) + ".";
                }
                yield operator == Operator.EQ || operator == Operator.NE
                        ? null
                        : "The property can only be compared with eq and ne.";
            }
        };
    }

    /** Why the property does not allow startswith; null when it does. */
    default @Nullable String refusalOfPrefix() {
        return this == Plain.TEXT ? null : "Only texts begin with others.";
    }
}
