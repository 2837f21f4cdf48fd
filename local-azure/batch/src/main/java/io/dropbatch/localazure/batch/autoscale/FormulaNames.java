package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.value.DeallocationOption;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Interval;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names that mean the same in every formula. */
final class FormulaNames {

    private static final Map<String, FormulaValue> VALUES = new HashMap<>();

    static {
        interval("Zero", 0);
        interval("100ns", 1);
        interval("Microsecond", 10);
        interval("Millisecond", 10_000);
        interval("Second", Interval.TICKS_A_SECOND);
        interval("Minute", 60 * Interval.TICKS_A_SECOND);
        interval("Hour", 3600 * Interval.TICKS_A_SECOND);
        interval("Day", 86_400 * Interval.TICKS_A_SECOND);
        interval("Week", 7 * 86_400 * Interval.TICKS_A_SECOND);
        interval("Year", 365 * 86_400 * Interval.TICKS_A_SECOND);
        for (DeallocationOption option : DeallocationOption.values()) {
            VALUES.put(option.toString(), new Text(option.toString()));
        }
    }

    private FormulaNames() {}

    static Optional<FormulaValue> value(String name) {
        return Optional.ofNullable(VALUES.get(name));
    }

    private static void interval(String name, long ticks) {
        VALUES.put("TimeInterval_" + name, new Interval(ticks));
    }
}
