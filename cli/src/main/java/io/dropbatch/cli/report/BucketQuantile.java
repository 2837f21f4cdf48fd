package io.dropbatch.cli.report;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** Estimates quantiles from the buckets of a histogram, as Prometheus does: evenly within a bucket. */
final class BucketQuantile {

    private BucketQuantile() {}

    /**
     * The value below which this share of all lies; the largest bound when it lies beyond; empty when nothing was measured.
     *
     * @param cumulative how many lie at or below each bound, the last bound being infinite
     */
    static OptionalDouble of(double share, SortedMap<Double, Double> cumulative) {
        if (cumulative.isEmpty() || cumulative.lastEntry().getValue() == 0) {
            return OptionalDouble.empty();
        }
        double wanted = share * cumulative.lastEntry().getValue();
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
            if (bucket.getValue() >= wanted) {
                return OptionalDouble.of(within(lower, bucket.getKey(), below, bucket.getValue(), wanted));
            }
            lower = bucket.getKey();
            below = bucket.getValue();
        }
        return OptionalDouble.of(lower);
    }

    private static double within(double lower, double upper, double below, double upTo, double wanted) {
        if (Double.isInfinite(upper) || upTo == below) {
            return lower;
        }
        return lower + (upper - lower) * (wanted - below) / (upTo - below);
    }

    /** Which share of all is at or below a bound; empty when nothing was measured or the bound is none of a bucket. */
    static OptionalDouble shareUpTo(double bound, SortedMap<Double, Double> cumulative) {
        Double upTo = cumulative.get(bound);
        if (upTo == null || cumulative.lastEntry().getValue() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(upTo / cumulative.lastEntry().getValue());
    }
}
