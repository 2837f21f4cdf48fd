package io.dropbatch.monitor.app;

import static io.dropbatch.monitor.ExampleWatches.JOB;
import static io.dropbatch.monitor.ExampleWatches.NOON;
import static io.dropbatch.monitor.ExampleWatches.aClosedJob;
import static io.dropbatch.monitor.ExampleWatches.aJob;
import static io.dropbatch.monitor.ExampleWatches.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests what is measured of tasks and levels. */
class MonitorMetersTest {

    private final MonitorFixture fixture = new MonitorFixture();

    @Test
    void measures_each_task_once_from_its_end_to_its_event() {
        fixture.tolerated = 1;
        fixture.watchJob.scheduled(aJob(3));
        fixture.timetable.runDue();
        fixture.clock.advance(Duration.ofSeconds(2));
        Instant end = fixture.clock.instant();
        fixture.batch.end(ended(1, end, 1, 0), ended(2, end, 0, 2));
        fixture.clock.advance(Duration.ofSeconds(3));
        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        fixture.timetable.runDue();
        assertThat(endToEvent().count()).isEqualTo(2);
        assertThat(endToEvent().totalTime(TimeUnit.SECONDS)).isEqualTo(6);

        fixture.batch.end(failed(3));
        fixture.pass(Duration.ofSeconds(30));

        assertThat(endToEvent().count()).isEqualTo(3);
        assertThat(counted("dropbatch.tasks.completed", "outcome", "succeeded", "code", "none"))
                .isEqualTo(2);
        assertThat(counted("dropbatch.tasks.completed", "outcome", "failed", "code", "user-exit"))
                .isEqualTo(1);
        assertThat(counted("dropbatch.task.retries")).isEqualTo(1);
        assertThat(counted("dropbatch.tasks.preempted")).isEqualTo(2);
        assertThat(counted("dropbatch.levels.completed", "outcome", "ok")).isEqualTo(1);
    }

    @Test
    void does_not_measure_again_what_another_process_has_stored() {
        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();
        MonitorFixture other = new MonitorFixture(fixture.watches);
        other.batch.end(ended(1, NOON, 0, 0));
        fixture.batch.end(ended(1, NOON, 0, 0));
        Runnable[] once = {
            () -> {
                other.pollScheduler.signalled(JOB, TaskId.of(0, 1));
                other.timetable.pass(Duration.ofSeconds(1));
            }
        };
        fixture.onCheckpoint = () -> {
            Runnable now = once[0];
            once[0] = () -> {};
            now.run();
        };

        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        fixture.pass(Duration.ofSeconds(30));

        double all = counted("dropbatch.tasks.completed", "outcome", "succeeded")
                + other.meters.find("dropbatch.tasks.completed").tag("outcome", "succeeded").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum();
        assertThat(all).isEqualTo(1);
    }

    @Test
    void shows_what_is_watched() {
        fixture.watchJob.scheduled(aJob(3));
        fixture.timetable.runDue();
        fixture.end(1);
        fixture.pass(Duration.ofSeconds(4));

        assertThat(fixture.meters.get("dropbatch.jobs.watched").gauge().value()).isEqualTo(1);
        assertThat(fixture.meters.get("dropbatch.tasks.open").gauge().value()).isEqualTo(2);
    }

    @Test
    void counts_what_only_a_sweep_has_found() {
        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();
        fixture.batch.end(ended(1, NOON.plusSeconds(1), 0, 0));

        fixture.pass(Duration.ofSeconds(30));

        assertThat(fixture.meters
                        .get("dropbatch.sweep.recoveries")
                        .tag("sweep", "completions")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void counts_events_that_change_nothing() {
        fixture.watchJob.scheduled(aJob(2));
        fixture.watchJob.scheduled(aJob(2));
        fixture.watchJob.closed(aClosedJob());
        fixture.watchJob.scheduled(aJob(2));

        assertThat(absorbed("duplicate")).isEqualTo(1);
        assertThat(absorbed("late")).isEqualTo(1);
    }

    private static EndedTask ended(int index, Instant at, int retries, int requeues) {
        return new EndedTask(
                TaskId.of(0, index), true, 0, "node-1", at.minusSeconds(1), at, retries, requeues, at, null);
    }

    private Timer endToEvent() {
        return fixture.meters
                .get("dropbatch.task.end.to.event")
                .tag("workload", "render")
                .timer();
    }

    private double counted(String name, String... labels) {
        return fixture.meters.find(name).tag("workload", "render").tags(labels).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double absorbed(String kind) {
        return fixture.meters
                .get("dropbatch.events.absorbed")
                .tags("handler", "monitor.onJob", "kind", kind)
                .counter()
                .count();
    }
}
