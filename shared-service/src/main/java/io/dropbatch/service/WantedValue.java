package io.dropbatch.service;

import java.time.Duration;
import java.util.Map;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** What a user has to write for a setting of a type. */
final class WantedValue {

    private static final Map<Class<?>, String> EXAMPLES = Map.of(
            Integer.class, "has to be a whole number",
            Long.class, "has to be a whole number",
            Boolean.class, "has to be true or false",
            Duration.class, "has to be a duration such as 30s, 5m or 2h",
            DataSize.class, "has to be a size such as 256MB");

    private WantedValue() {}

    static String of(Class<?> type) {
        return EXAMPLES.getOrDefault(
                ClassUtils.resolvePrimitiveIfNecessary(type), "cannot be read as " + type.getSimpleName());
    }
}
