package io.dropbatch.localazure.batch.autoscale.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.autoscale.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is remembered of a pool. */
class MetricSamplesTest {

    private final MetricSamples samples = new MetricSamples();

    @Test
    void a_day_is_remembered_and_no_more() {
        take(3000);

        assertThat(samples.size()).isEqualTo(2880);
        assertThat(samples.begin()).isEqualTo(time(120));
        assertThat(samples.latest(PoolMetric.PENDING_TASKS, 5000).size()).isEqualTo(2880);
        assertThat(samples.latest(PoolMetric.PENDING_TASKS, 2).toArray()).containsExactly(2998, 2999);
    }

    @Test
    void a_window_begins_after_its_start_and_ends_with_its_end() {
        take(10);

        assertThat(samples.between(PoolMetric.PENDING_TASKS, time(3), time(6)).toArray())
                .containsExactly(4, 5, 6);
        assertThat(samples.between(PoolMetric.PENDING_TASKS, time(-9), time(0)).toArray())
                .containsExactly(0);
        assertThat(samples.between(PoolMetric.PENDING_TASKS, time(20), time(30)).toArray())
                .isEmpty();
    }

    @Test
    void a_gap_lowers_the_percentage() {
        take(4);
        samples.add(sample(8));
        SampleWindow window = new SampleWindow(time(-1), time(8));

        assertThat(window.percent(PoolMetric.PENDING_TASKS, samples)).isBetween(55.0, 56.0);
        assertThat(new SampleWindow(time(8), time(8)).percent(PoolMetric.PENDING_TASKS, samples))
                .isZero();
    }

    private void take(int number) {
        for (int i = 0; i < number; i++) {
            samples.add(sample(i));
        }
    }

    private static MetricSample sample(int index) {
        return MetricSample.of(time(index), metric -> metric == PoolMetric.PENDING_TASKS ? index : 0);
    }

    private static Instant time(int index) {
        return World.NOON.plus(Duration.ofSeconds(30).multipliedBy(index));
    }
}
