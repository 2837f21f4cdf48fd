package io.dropbatch.localazure.batch.autoscale.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of an expression of a formula. */
public sealed interface FormulaValue
        permits FormulaValue.Number, DoubleVector, FormulaValue.Text, FormulaValue.Moment, FormulaValue.Interval {

    ValueKind type();

    /** The value as the results of an evaluation show it. */
    String text();

    static Number of(boolean truth) {
        return new Number(truth ? 1 : 0);
    }

    /** A double; zero is false and anything else is true. */
    record Number(double value) implements FormulaValue {

        public boolean isTrue() {
            return value != 0;
        }

        @Override
        public ValueKind type() {
            return ValueKind.NUMBER;
        }

        @Override
        public String text() {
            return format(value);
        }

        public static String format(double value) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                return Double.toString(value);
            }
            boolean plain = value == 0 || (Math.abs(value) >= 1e-5 && Math.abs(value) < 1e15);
            if (!plain) {
                return Double.toString(value).replace(".0E", "E").replaceFirst("E(?=\\d)", "E+");
            }
            BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
            return exact.signum() == 0 ? "0" : exact.toPlainString();
        }
    }

    /** A string. */
    record Text(String value) implements FormulaValue {

        @Override
        public ValueKind type() {
            return ValueKind.TEXT;
        }

        @Override
        public String text() {
            return value;
        }
    }

    /** A point in time. */
    record Moment(Instant value) implements FormulaValue {

        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.9999999Z");
        private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern(
                        "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        public Moment {
            if (value.isBefore(FIRST) || value.isAfter(LAST)) {
                throw new ArithmeticException("The timestamp is outside of the years 1 to 9999");
            }
        }

        public Moment plus(Interval interval) {
            long seconds = Math.floorDiv(interval.ticks(), Interval.TICKS_A_SECOND);
            long rest = Math.floorMod(interval.ticks(), Interval.TICKS_A_SECOND);
            return new Moment(value.plusSeconds(seconds).plusNanos(rest * Interval.NANOS_A_TICK));
        }

        public Interval minus(Moment other) {
            long seconds = Math.subtractExact(value.getEpochSecond(), other.value.getEpochSecond());
            long nanos = value.getNano() - other.value.getNano();
            return new Interval(seconds * Interval.TICKS_A_SECOND + nanos / Interval.NANOS_A_TICK);
        }

        @Override
        public ValueKind type() {
            return ValueKind.MOMENT;
        }

        @Override
        public String text() {
            return SHOWN.format(value);
        }
    }

    /** A length of time, in ticks of 100 ns. */
    record Interval(long ticks) implements FormulaValue {

        public static final long TICKS_A_SECOND = 10_000_000;
        static final long NANOS_A_TICK = 100;
        private static final double MOST = 0x1p62;

        public static Interval ofTicks(double ticks) {
            if (!(Math.abs(ticks) < MOST)) {
                throw new ArithmeticException("The timeinterval is too long");
            }
            return new Interval(Math.round(ticks));
        }

        public Interval plus(Interval other) {
            return new Interval(Math.addExact(ticks, other.ticks));
        }

        public Interval negated() {
            return new Interval(Math.negateExact(ticks));
        }

        @Override
        public ValueKind type() {
            return ValueKind.INTERVAL;
        }

        @Override
        public String text() {
            long seconds = Math.abs(ticks / TICKS_A_SECOND);
            long fraction = Math.abs(ticks % TICKS_A_SECOND);
            return (ticks < 0 ? "-" : "")
                    + (seconds >= 86_400 ? seconds / 86_400 + "." : "")
                    + String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
                    + (fraction == 0 ? "" : String.format(Locale.ROOT, ".%07d", fraction));
        }
    }
}
