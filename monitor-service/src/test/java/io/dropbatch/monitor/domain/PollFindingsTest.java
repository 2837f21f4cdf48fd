package io.dropbatch.monitor.domain;

import static io.dropbatch.monitor.ExampleWatches.NOON;
import static io.dropbatch.monitor.ExampleWatches.aJob;
import static io.dropbatch.monitor.ExampleWatches.endedBeforeItRan;
import static io.dropbatch.monitor.ExampleWatches.failed;
import static io.dropbatch.monitor.ExampleWatches.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollFindingsTest {

    private static final PollKind.Overlaps OVERLAPS =
            new PollKind.Overlaps(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final WatchedLevel level = WatchedLevel.begin(aJob(3), NOON);

    @Test
    void counts_each_task_once() {
        PollFindings findings = new PollFindings(level);

        boolean first = findings.add(succeeded(2));
        boolean second = findings.add(succeeded(2));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(findings.found()).isEqualTo(1);
    }

    @Test
    void leaves_out_tasks_of_other_levels_and_beyond_the_last() {
        PollFindings findings = new PollFindings(level);

        assertThat(findings.add(succeeded(TaskId.of(1, 1), NOON))).isFalse();
        assertThat(findings.add(succeeded(4))).isFalse();
        assertThat(findings.add(succeeded(0))).isFalse();
    }

    @Test
    void knows_when_every_task_has_ended_and_which_failed() {
        PollFindings findings = new PollFindings(level);
        findings.add(succeeded(3));
        findings.add(failed(1));
        findings.add(succeeded(2));

        WatchedLevel after = findings.after(NOON);

        assertThat(after.isComplete()).isTrue();
        assertThat(after.failed()).isEqualTo(TaskSet.of(1));
    }

    @Test
    void a_task_that_was_ended_before_it_ran_has_ended_but_nothing_has_begun() {
        PollFindings findings = new PollFindings(level);
        findings.add(endedBeforeItRan(1));
        boolean first = findings.haveBegun();
        findings.add(failed(2));

        assertThat(first).isFalse();
        assertThat(findings.haveBegun()).isTrue();
        assertThat(findings.after(NOON).failed()).isEqualTo(TaskSet.of(1, 2));
    }

    @Test
    void begins_the_next_look_a_little_before_the_newest_transition() {
        PollFindings findings = new PollFindings(level);
        findings.add(succeeded(TaskId.of(0, 1), NOON.plusSeconds(60)));

        WatchedLevel after = findings.after(NOON).looked(PollKind.SIGNAL, NOON);

        assertThat(after.since(PollKind.SIGNAL, OVERLAPS)).isEqualTo(NOON.plusSeconds(59));
        assertThat(after.since(PollKind.SWEEP, OVERLAPS)).isEqualTo(Instant.EPOCH);
        assertThat(after.looked(PollKind.SWEEP, NOON).since(PollKind.SWEEP, OVERLAPS))
                .isEqualTo(NOON.plusSeconds(55));
    }

    @Test
    void holds_a_hundred_thousand_tasks_in_little_memory_and_time() {
        int tasks = 100_000;
        WatchedLevel large = WatchedLevel.begin(aJob(tasks), NOON);
        long start = System.nanoTime();

        WatchedLevel after = IntStream.range(0, 100).boxed().reduce(large, PollFindingsTest::thousandMore, (a, b) -> b);

        assertThat(after.isComplete()).isTrue();
        assertThat(after.ended().toBytes()).hasSizeLessThan(13_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** Every hundredth task: the worst case for a bitmap's density. */
    private static WatchedLevel thousandMore(WatchedLevel before, int look) {
        PollFindings findings = new PollFindings(before);
        IntStream.range(0, 1000).forEach(i -> findings.add(succeeded(i * 100 + look + 1)));
        return findings.after(NOON);
    }
}
