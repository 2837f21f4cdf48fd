package io.dropbatch.localazure.batch.autoscale.sample;

import io.dropbatch.localazure.batch.autoscale.value.DoubleVector;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Interval;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Moment;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Number;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A time window and the samples in it. */
public record SampleWindow(Instant from, Instant to) {

    /**
     * The window between two times, in any order; an interval counts back from now, and the second time defaults to
     * now.
     */
    static SampleWindow of(List<FormulaValue> arguments, FormulaContext context) {
        Instant now = context.now();
        Instant first = time(arguments.get(0), now);
        Instant second =
                arguments.size() > 1 && !(arguments.get(1) instanceof Number) ? time(arguments.get(1), now) : now;
        return first.isBefore(second) ? new SampleWindow(first, second) : new SampleWindow(second, first);
    }

    DoubleVector values(PoolMetric metric, MetricSamples samples) {
        return samples.between(metric, from, to);
    }

    /** The percentage of the window's expected samples that exist. */
    double percent(PoolMetric metric, MetricSamples samples) {
        long room = Math.max(1, Duration.between(from, to).dividedBy(MetricSamples.PERIOD));
        return Math.min(100, 100.0 * values(metric, samples).size() / room);
    }

    void require(PoolMetric metric, MetricSamples samples, double wanted) {
        double percent = percent(metric, samples);
        if (percent < wanted) {
            throw new Insufficient("Insufficient data from data set: " + metric + " wanted " + Number.format(wanted)
                    + "%, received " + (int) percent + "%");
        }
    }

    private static Instant time(FormulaValue value, Instant now) {
        return switch (value) {
            case Moment moment -> moment.value();
            case Interval interval -> new Moment(now).plus(interval.negated()).value();
            case Number number -> throw new IllegalArgumentException(number.text());
            case FormulaValue.Text text -> throw new IllegalArgumentException(text.value());
            case DoubleVector vector -> throw new IllegalArgumentException(vector.text());
        };
    }

    /** Thrown where a formula wants more samples than there are. */
    public static final class Insufficient extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Insufficient(String message) {
            super(message, null, false, false);
        }
    }
}
