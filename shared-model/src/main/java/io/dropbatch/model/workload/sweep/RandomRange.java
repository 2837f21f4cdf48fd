package io.dropbatch.model.workload.sweep;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A parameter whose values are drawn at random.
 *
 * @param name the value reaches the command as {@code PARAM_<name>}
 * @param first the lower bound, or the mean of a normal distribution
 * @param second the upper bound, or the standard deviation of a normal distribution
 */
public record RandomRange(String name, Distribution distribution, BigDecimal first, BigDecimal second) {

    /** How the values are distributed. */
    public enum Distribution {
        UNIFORM,
        NORMAL,
        LOG_UNIFORM
    }

    /** As many digits as a value needs and no rounding of binary numbers shows. */
    private static final MathContext DIGITS = new MathContext(12);

    /** The value of one draw: a pure function of its arguments, the same on every machine. */
    String value(long seed, int draw) {
        DrawnNumbers numbers = DrawnNumbers.of(seed, name, draw);
        return DecimalText.of(
                switch (distribution) {
                    case UNIFORM -> between(numbers.uniform());
                    case NORMAL ->
                        first.add(second.multiply(new BigDecimal(numbers.normal())))
                                .round(DIGITS);
                    case LOG_UNIFORM -> logarithmic(numbers.uniform());
                });
    }

    private BigDecimal between(double part) {
        return first.add(second.subtract(first).multiply(new BigDecimal(part))).round(DIGITS);
    }

    private BigDecimal logarithmic(double part) {
        double low = StrictMath.log(first.doubleValue());
        double high = StrictMath.log(second.doubleValue());
        BigDecimal value = new BigDecimal(StrictMath.exp(low + part * (high - low))).round(DIGITS);
        return value.max(first).min(second);
    }
}
