package io.dropbatch.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BucketQuantileTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final SortedMap<Double, Double> BUCKETS =
            new TreeMap<>(Map.of(1.0, 10.0, 2.0, 50.0, 5.0, 90.0, INFINITE, 100.0));

    @Test
    void lies_evenly_within_its_bucket() {
        assertThat(BucketQuantile.of(0.5, BUCKETS)).hasValue(2.0);
        assertThat(BucketQuantile.of(0.3, BUCKETS)).hasValue(1.5);
        assertThat(BucketQuantile.of(0.05, BUCKETS)).hasValue(0.5);
    }

    @Test
    void is_the_largest_bound_when_it_lies_beyond() {
        assertThat(BucketQuantile.of(0.99, BUCKETS)).hasValue(5.0);
    }

    @Test
    void there_is_none_of_nothing() {
        assertThat(BucketQuantile.of(0.5, new TreeMap<>())).isEmpty();
        assertThat(BucketQuantile.of(0.5, new TreeMap<>(Map.of(1.0, 0.0, INFINITE, 0.0))))
                .isEmpty();
    }

    @Test
    void tells_which_share_held_a_bound() {
        assertThat(BucketQuantile.shareUpTo(2, BUCKETS)).hasValue(0.5);
        assertThat(BucketQuantile.shareUpTo(3, BUCKETS)).isEmpty();
        assertThat(BucketQuantile.shareUpTo(1, new TreeMap<>())).isEmpty();
    }
}
