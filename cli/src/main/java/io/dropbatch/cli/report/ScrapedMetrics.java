package io.dropbatch.cli.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What a service counts at one moment. */
final class ScrapedMetrics {

    static final ScrapedMetrics NONE = new ScrapedMetrics(List.of());

    private final List<MetricSample> samples;

    private ScrapedMetrics(List<MetricSample> samples) {
        this.samples = samples;
    }

    /** @param page in Prometheus's text format */
    static ScrapedMetrics parse(String page) {
        return new ScrapedMetrics(page.lines()
                .filter(line -> line.startsWith("dropbatch_"))
                .map(MetricSample::parse)
                .toList());
    }

    /** The sum over all labels; 0 when nothing was counted yet. */
    long count(String metric) {
        return count(metric, sample -> true);
    }

    long count(String metric, String label, String value) {
        return count(metric, sample -> sample.has(label, value));
    }

    private long count(String metric, Predicate<MetricSample> wanted) {
        return Math.round(values(metric, wanted).sum());
    }

    /** The same by the values of a label, in their order, without those that are 0. */
    SortedMap<String, Long> countBy(String label, String metric) {
        return countBy(label, metric, sample -> true);
    }

    SortedMap<String, Long> countBy(String label, String metric, Predicate<MetricSample> wanted) {
        SortedMap<String, Double> sums = new TreeMap<>();
        samples(metric)
                .filter(wanted)
                .filter(sample -> sample.labels().containsKey(label) && !Double.isNaN(sample.value()))
                .forEach(sample -> sums.merge(sample.labels().get(label), sample.value(), Double::sum));
        SortedMap<String, Long> counts = new TreeMap<>();
        sums.forEach((value, sum) -> {
            if (Math.round(sum) != 0) {
                counts.put(value, Math.round(sum));
            }
        });
        return counts;
    }

    /** The largest of a gauge's values; empty when it has none. */
    OptionalDouble gauge(String metric, String label, String value) {
        return values(metric, sample -> sample.has(label, value)).max();
    }

    OptionalDouble gauge(String metric) {
        return values(metric, sample -> true).max();
    }

    /** How many measured values lie at or below each bound, over all labels. */
    SortedMap<Double, Double> buckets(String histogram) {
        SortedMap<Double, Double> buckets = new TreeMap<>();
        samples(histogram + "_bucket")
                .forEach(sample -> buckets.merge(
                        MetricSample.number(sample.labels().getOrDefault("le", "+Inf")), sample.value(), Double::sum));
        return buckets;
    }

    /** The values that a label has. */
    List<String> valuesOf(String label, String metric) {
        return samples(metric)
                .map(MetricSample::labels)
                .filter(labels -> labels.containsKey(label))
                .map(labels -> labels.get(label))
                .distinct()
                .sorted()
                .toList();
    }

    Stream<MetricSample> samples(String metric) {
        return samples.stream().filter(sample -> sample.name().equals(metric));
    }

    /** A label of the build that runs; empty when the service does not say. */
    String build(String label) {
        return samples("dropbatch_build_info")
                .map(MetricSample::labels)
                .map((Map<String, String> labels) -> labels.getOrDefault(label, ""))
                .findFirst()
                .orElse("");
    }

    private DoubleStream values(String metric, Predicate<MetricSample> wanted) {
        return samples(metric).filter(wanted).mapToDouble(MetricSample::value).filter(value -> !Double.isNaN(value));
    }
}
