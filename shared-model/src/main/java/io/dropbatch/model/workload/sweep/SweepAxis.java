package io.dropbatch.model.workload.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a sweep with the values that it takes: either listed, or a number of equal steps between two bounds.
 *
 * @param name the value reaches the command as {@code PARAM_<name>}
 * @param values as they are written; absent for steps
 * @param range absent for listed values
 */
public record SweepAxis(
        String name,
        @Nullable List<String> values,
        @Nullable StepRange range) {

    /**
     * Both bounds and what lies between them at equal distances, computed in decimals.
     *
     * @param steps how many values there are, at least 2
     */
    public record StepRange(BigDecimal from, BigDecimal to, int steps) {

        private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

        public StepRange {
            if (steps < 2) {
                throw new IllegalArgumentException("a range has at least two steps");
            }
        }

        /** The bounds as they are; what lies between them rounded to 15 digits, if it has more. */
        BigDecimal value(int step) {
            if (step == 0 || step == steps - 1) {
                return step == 0 ? from : to;
            }
            BigDecimal parts = BigDecimal.valueOf(steps - 1L);
            BigDecimal sum = from.multiply(parts).add(to.subtract(from).multiply(BigDecimal.valueOf(step)));
            return sum.divide(parts, DIGITS);
        }
    }

    public SweepAxis {
        values = values == null ? null : List.copyOf(values);
        if ((values == null || values.isEmpty()) == (range == null)) {
            throw new IllegalArgumentException("a sweep of " + name + " needs values or a range");
        }
    }

    public static SweepAxis of(String name, List<String> values) {
        return new SweepAxis(name, values, null);
    }

    public static SweepAxis steps(String name, BigDecimal from, BigDecimal to, int steps) {
        return new SweepAxis(name, null, new StepRange(from, to, steps));
    }

    /** How many values there are. */
    public int size() {
        return range == null ? listed().size() : range.steps();
    }

    /** @param index from 0 */
    public String value(int index) {
        return range == null ? listed().get(index) : DecimalText.of(range.value(index));
    }

    private List<String> listed() {
        return values == null ? List.of() : values;
    }
}
