package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.sample.FormulaContext;
import io.dropbatch.localazure.batch.autoscale.sample.MetricSample;
import io.dropbatch.localazure.batch.autoscale.sample.MetricSamples;
import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** What the formulas of tests look at: a Monday noon, and samples up to it. */
public final class World {

    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Map<PoolMetric, double[]> series = new EnumMap<>(PoolMetric.class);
    private Instant now = NOON;
    private int dedicated;
    private int lowPriority;

    /** The latest samples of a metric, the last of them taken now. */
    World with(PoolMetric metric, double... values) {
        series.put(metric, values);
        return this;
    }

    World targets(int newDedicated, int newLowPriority) {
        dedicated = newDedicated;
        lowPriority = newLowPriority;
        return this;
    }

    World at(String time) {
        now = Instant.parse(time);
        return this;
    }

    FormulaOutcome evaluate(String formula) {
        return Formula.read(formula).evaluate(surroundings());
    }

    FormulaContext surroundings() {
        int length =
                series.values().stream().mapToInt(values -> values.length).max().orElse(0);
        MetricSamples samples = new MetricSamples();
        for (int age = length - 1; age >= 0; age--) {
            samples.add(sample(age));
        }
        return new FormulaContext(now, sample(0), samples, dedicated, lowPriority, new Random(1));
    }

    /** The value of an expression, as results show it. */
    String value(String expression) {
        FormulaOutcome outcome = evaluate("x = " + expression);
        if (outcome.error() != null) {
            throw outcome.error();
        }
        return outcome.results().substring(outcome.results().lastIndexOf(";x=") + 3);
    }

    private MetricSample sample(int age) {
        return MetricSample.of(now.minus(MetricSamples.PERIOD.multipliedBy(age)), metric -> {
            double[] values = series.getOrDefault(metric, new double[0]);
            return values.length > age ? values[values.length - 1 - age] : 0;
        });
    }
}
