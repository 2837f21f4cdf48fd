package io.dropbatch.localazure.batch.autoscale.sample;

import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Interval;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Moment;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Number;
import io.dropbatch.localazure.batch.autoscale.value.ValueKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A method on the samples of a metric.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling#methods">the table of methods</a>
 */
public enum SamplingMethod {
    GET_SAMPLE("GetSample", "double count, or startTime [, endTime] [, double samplePercent]", ValueKind.VECTOR),
    GET_SAMPLE_PERCENT("GetSamplePercent", "startTime [, endTime]", ValueKind.NUMBER),
    GET_SAMPLE_PERIOD("GetSamplePeriod", "", ValueKind.INTERVAL),
    COUNT("Count", "", ValueKind.NUMBER),
    HISTORY_BEGIN_TIME("HistoryBeginTime", "", ValueKind.MOMENT);

    private final String word;
    private final String parameters;
    private final ValueKind result;

    SamplingMethod(String word, String parameters, ValueKind result) {
        this.word = word;
        this.parameters = parameters;
        this.result = result;
    }

    public static Optional<SamplingMethod> named(String name) {
        for (SamplingMethod method : values()) {
            if (method.word.equals(name)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    public String usage() {
        return word + "(" + parameters + ")";
    }

    /** The type of its result; empty if it does not accept such arguments. */
    public Optional<ValueKind> result(List<ValueKind> arguments) {
        long times = arguments.stream().takeWhile(ValueKind::isTime).count();
        List<ValueKind> rest = arguments.subList((int) times, arguments.size());
        boolean percent = rest.size() == 1 && rest.get(0) == ValueKind.NUMBER;
        boolean taken = switch (this) {
            case GET_SAMPLE -> arguments.size() <= 3 && (percent ? times < 3 : takesTimes(times, rest));
            case GET_SAMPLE_PERCENT -> takesTimes(times, rest);
            case GET_SAMPLE_PERIOD, COUNT, HISTORY_BEGIN_TIME -> arguments.isEmpty();
        };
        return taken ? Optional.of(result) : Optional.empty();
    }

    /** Its result for valid arguments. */
    public FormulaValue apply(PoolMetric metric, List<FormulaValue> arguments, FormulaContext context) {
        MetricSamples samples = context.samples();
        return switch (this) {
            case GET_SAMPLE -> sample(metric, arguments, context);
            case GET_SAMPLE_PERCENT ->
                new Number(SampleWindow.of(arguments, context).percent(metric, samples));
            case GET_SAMPLE_PERIOD -> new Interval(MetricSamples.PERIOD.toSeconds() * Interval.TICKS_A_SECOND);
            case COUNT -> new Number(metric.retired() ? 0 : samples.size());
            case HISTORY_BEGIN_TIME -> new Moment(begin(metric, samples));
        };
    }

    private static boolean takesTimes(long times, List<ValueKind> rest) {
        return rest.isEmpty() && (times == 1 || times == 2);
    }

    private static FormulaValue sample(PoolMetric metric, List<FormulaValue> arguments, FormulaContext context) {
        if (arguments.get(0) instanceof Number count) {
            return latest(metric, count.value(), context.samples());
        }
        SampleWindow window = SampleWindow.of(arguments, context);
        if (arguments.get(arguments.size() - 1) instanceof Number wanted) {
            window.require(metric, context.samples(), wanted.value());
        }
        return window.values(metric, context.samples());
    }

    private static FormulaValue latest(PoolMetric metric, double count, MetricSamples samples) {
        if (!(count >= 1)) {
            throw new ArithmeticException("GetSample takes a count of 1 or more, not " + Number.format(count));
        }
        return samples.latest(metric, (int) count);
    }

    private static Instant begin(PoolMetric metric, MetricSamples samples) {
        if (metric.retired() || samples.size() == 0) {
            throw new ArithmeticException("There are no samples of " + metric);
        }
        return samples.begin();
    }
}
