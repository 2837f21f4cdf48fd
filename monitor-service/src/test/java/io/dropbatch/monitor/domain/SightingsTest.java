package io.dropbatch.monitor.domain;

import static io.dropbatch.monitor.ExampleWatches.NOON;
import static io.dropbatch.monitor.ExampleWatches.aJob;
import static io.dropbatch.monitor.ExampleWatches.failed;
import static io.dropbatch.monitor.ExampleWatches.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SightingsTest {

    private static final Look.Overlaps OVERLAPS = new Look.Overlaps(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final Watching level = Watching.begin(aJob(3), NOON);

    @Test
    void counts_each_task_once() {
        Sightings sightings = new Sightings(level);

        boolean first = sightings.add(succeeded(2));
        boolean second = sightings.add(succeeded(2));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(sightings.found()).isEqualTo(1);
    }

    @Test
    void leaves_out_tasks_of_other_levels_and_beyond_the_last() {
        Sightings sightings = new Sightings(level);

        assertThat(sightings.add(succeeded(TaskId.of(1, 1), NOON))).isFalse();
        assertThat(sightings.add(succeeded(4))).isFalse();
        assertThat(sightings.add(succeeded(0))).isFalse();
    }

    @Test
    void knows_when_every_task_has_ended_and_which_failed() {
        Sightings sightings = new Sightings(level);
        sightings.add(succeeded(3));
        sightings.add(failed(1));
        sightings.add(succeeded(2));

        Watching after = sightings.after(NOON);

        assertThat(after.isComplete()).isTrue();
        assertThat(after.failed()).isEqualTo(TaskSet.of(1));
    }

    @Test
    void begins_the_next_look_a_little_before_the_newest_transition() {
        Sightings sightings = new Sightings(level);
        sightings.add(succeeded(TaskId.of(0, 1), NOON.plusSeconds(60)));

        Watching after = sightings.after(NOON).looked(Look.SIGNAL, NOON);

        assertThat(after.since(Look.SIGNAL, OVERLAPS)).isEqualTo(NOON.plusSeconds(59));
        assertThat(after.since(Look.SWEEP, OVERLAPS)).isEqualTo(Instant.EPOCH);
        assertThat(after.looked(Look.SWEEP, NOON).since(Look.SWEEP, OVERLAPS)).isEqualTo(NOON.plusSeconds(55));
    }

    @Test
    void holds_a_hundred_thousand_tasks_in_little_memory_and_time() {
        int tasks = 100_000;
        Watching large = Watching.begin(aJob(tasks), NOON);
        long start = System.nanoTime();

        Watching after = IntStream.range(0, 100).boxed().reduce(large, SightingsTest::thousandMore, (a, b) -> b);

        assertThat(after.isComplete()).isTrue();
        assertThat(after.ended().toBytes()).hasSizeLessThan(13_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** Every hundredth task: the worst case for a bitmap's density. */
    private static Watching thousandMore(Watching before, int look) {
        Sightings sightings = new Sightings(before);
        IntStream.range(0, 1000).forEach(i -> sightings.add(succeeded(i * 100 + look + 1)));
        return sightings.after(NOON);
    }
}
