package io.dropbatch.localazure.batch.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Durations are drawn as they are named, the same for the same seed. */
class DurationDistributionTest {

    private static final int DRAWS = 20_000;

    @Test
    void a_plain_duration_is_always_the_same() {
        assertThat(drawn("PT3S", 1)).isEqualTo(Duration.ofSeconds(3));
        assertThat(drawn("250ms", 1)).isEqualTo(Duration.ofMillis(250));
        assertThat(drawn("1.5h", 1)).isEqualTo(Duration.ofMinutes(90));
        assertThat(drawn("0s", 1)).isEqualTo(Duration.ZERO);
    }

    @Test
    void the_middle_of_many_draws_is_where_it_should_be() {
        assertThat(mean("uniform(1s,5s)")).isBetween(2.95, 3.05);
        assertThat(mean("exponential(3s)")).isBetween(2.9, 3.1);
        // The mean of a lognormal is its median times exp(sigma squared / 2).
        assertThat(mean("lognormal(2s, 0.5)")).isBetween(2.2, 2.32);
    }

    @Test
    void the_same_seed_draws_the_same() {
        assertThat(drawn("lognormal(2s,0.5)", 7)).isEqualTo(drawn("lognormal(2s,0.5)", 7));
        assertThat(drawn("lognormal(2s,0.5)", 7)).isNotEqualTo(drawn("lognormal(2s,0.5)", 8));
    }

    @Test
    void what_is_not_a_distribution_is_refused() {
        for (String text : new String[] {
            "",
            "3",
            "-3s",
            "PT-3S",
            "P4000D",
            "uniform(1s)",
            "uniform(5s,1s)",
            "exponential(1s,2s)",
            "lognormal(1s,x)",
            "lognormal(1s,NaN)",
            "lognormal(1s,-1)",
            "lognormal(1s,99)",
            "gamma(1s,2s)",
            "uniform(1s,5s",
            "((((",
            "uniform(,)"
        }) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> DurationDistribution.parse(text));
        }
    }

    private static Duration drawn(String text, long seed) {
        return DurationDistribution.parse(text).draw(new SplittableRandom(seed));
    }

    private static double mean(String text) {
        DurationDistribution distribution = DurationDistribution.parse(text);
        RandomGenerator random = new SplittableRandom(1);
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += distribution.draw(random).toNanos() / 1e9;
        }
        return sum / DRAWS;
    }
}
