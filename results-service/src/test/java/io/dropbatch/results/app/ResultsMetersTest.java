package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.adapter.metrics.MeteredResults;
import io.dropbatch.results.adapter.metrics.OpenDropGauges;
import io.dropbatch.testing.SettableClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests what is measured of verifications and outcomes. The last task of each level ended four seconds ago. */
class ResultsMetersTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void measures_a_result_once_however_often_the_event_about_its_level_comes() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        fixture.status.accepted(scenario.acceptedFact());
        LevelCompleted level = scenario.levelCompleted(0);
        clock.advance(Duration.ofSeconds(3));

        fixture.verify.verify(level);
        fixture.verify.verify(level);

        assertThat(counted("dropbatch.outcomes", "outcome", "ready", "code", "none"))
                .isEqualTo(1);
        assertThat(counted("dropbatch.outputs")).isEqualTo(3);
        assertThat(counted("dropbatch.output")).isEqualTo(3 * "output 1".length());
        assertThat(endToReady().count()).isEqualTo(1);
        assertThat(endToReady().totalTime(TimeUnit.SECONDS)).isEqualTo(4 + 3);
        assertThat(duration("ready").totalTime(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(counted("dropbatch.verification.failures")).isZero();
        assertThat(absorbed("results.onJob", "late")).isEqualTo(1);
    }

    @Test
    void counts_what_a_verification_finds_apart_from_the_failures_of_commands() {
        DropScenario damaged =
                DropScenario.accepted(fixture, clock.instant(), "d1", 2).levelRuns(0);
        fixture.outputs.delete(damaged.output(0, 2));
        fixture.verify.verify(damaged.levelCompleted(0));
        DropScenario broken = DropScenario.accepted(fixture, clock.instant(), "d2", 1);
        Failure failure = Failure.of(FailureCode.USER_EXIT, "exit 3").inTask("0-000001");
        broken.failed(TaskId.of(0, 1), failure);
        fixture.verify.verify(broken.levelCompleted(0, failure));

        assertThat(counted("dropbatch.outcomes", "outcome", "failed", "code", "output-missing"))
                .isEqualTo(1);
        assertThat(counted("dropbatch.outcomes", "outcome", "failed", "code", "user-exit"))
                .isEqualTo(1);
        assertThat(counted("dropbatch.verification.failures", "code", "output-missing"))
                .isEqualTo(1);
        assertThat(counted("dropbatch.verification.failures")).isEqualTo(1);
        assertThat(endToReady().count()).isEqualTo(2);
        assertThat(endToReady().totalTime(TimeUnit.SECONDS)).isEqualTo(8);
        assertThat(duration("failed").count()).isEqualTo(2);
    }

    @Test
    void counts_a_result_that_lacks_tasks_as_partial() {
        DropScenario scenario = DropScenario.tolerating(1, fixture, clock.instant(), 2);
        scenario.taskRuns(TaskId.of(0, 1), "node-1", "run-1", "output 1");
        scenario.failed(
                TaskId.of(0, 2), Failure.of(FailureCode.USER_EXIT, "exit 3").inTask("0-000002"));

        fixture.verify.verify(scenario.levelCompleted(0));

        assertThat(counted("dropbatch.outcomes", "outcome", "partial", "code", "user-exit"))
                .isEqualTo(1);
        assertThat(counted("dropbatch.outputs")).isEqualTo(1);
        assertThat(duration("partial").count()).isEqualTo(1);
    }

    @Test
    void measures_no_end_of_tasks_for_a_job_that_never_ran() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 2);
        Failure failure = Failure.of(FailureCode.PLATFORM, "no such pool");

        fixture.conclude.closed(new JobClosed(scenario.submission, "demo", scenario.job, failure));

        assertThat(counted("dropbatch.outcomes", "outcome", "failed", "code", "platform"))
                .isEqualTo(1);
        assertThat(counted("dropbatch.verification.failures")).isZero();
        assertThat(fixture.meters.find("dropbatch.job.end.to.ready").timers()).isEmpty();
    }

    @Test
    void shows_the_drops_without_an_outcome_and_the_age_of_the_oldest() {
        OpenDropGauges gauges = new OpenDropGauges(fixture.table.drops(), fixture.meters, clock);
        DropScenario first =
                DropScenario.accepted(fixture, clock.instant(), "d1", 1).levelRuns(0);
        fixture.status.queued(queued(first));
        gauges.count();
        assertThat(gauge("dropbatch.drops.open")).isZero();

        fixture.status.accepted(first.acceptedFact());
        clock.advance(Duration.ofSeconds(30));
        fixture.status.accepted(
                DropScenario.accepted(fixture, clock.instant(), "d2", 1).acceptedFact());
        gauges.count();

        assertThat(gauge("dropbatch.drops.open")).isEqualTo(2);
        // A drop of the scenario was accepted a minute before.
        assertThat(gauge("dropbatch.drops.oldest.open")).isEqualTo(60 + 30);

        fixture.verify.verify(first.levelCompleted(0));
        gauges.count();

        assertThat(gauge("dropbatch.drops.open")).isEqualTo(1);
        assertThat(gauge("dropbatch.drops.oldest.open")).isEqualTo(60);
    }

    @Test
    void counts_verified_levels_and_events_that_come_after_the_outcome() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 2, 1).levelRuns(0);
        ScheduleVerification schedule = new ScheduleVerification(
                fixture.verify, new MeteredResults(fixture.meters, Duration.ofSeconds(30), clock), 10);

        schedule.completed(scenario.levelCompleted(0));
        schedule.completed(scenario.levelCompleted(0));
        fixture.conclude.closed(new JobClosed(
                scenario.submission, "demo", scenario.job, Failure.of(FailureCode.CANCELLED, "by the operator")));
        fixture.status.started(scenario.startedFact());

        assertThat(fixture.meters
                        .get("dropbatch.levels.verified")
                        .tag("sound", "true")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(fixture.meters.get("dropbatch.level.verification").timer().count())
                .isEqualTo(2);
        assertThat(absorbed("results.onJob", "duplicate")).isEqualTo(1);
        assertThat(absorbed("results.onJob", "late")).isEqualTo(1);
    }

    private static JobQueued queued(DropScenario scenario) {
        return new JobQueued(scenario.submission, "demo", scenario.job, 1, Failure.of(FailureCode.QUOTA, "full"));
    }

    private double counted(String name, String... labels) {
        return fixture.meters.find(name).tag("workload", "demo").tags(labels).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double absorbed(String handler, String kind) {
        return fixture.meters
                .get("dropbatch.events.absorbed")
                .tags("handler", handler, "kind", kind)
                .counter()
                .count();
    }

    private double gauge(String name) {
        return fixture.meters.get(name).gauge().value();
    }

    private Timer endToReady() {
        return fixture.meters
                .get("dropbatch.job.end.to.ready")
                .tag("workload", "demo")
                .timer();
    }

    private Timer duration(String outcome) {
        return fixture.meters
                .get("dropbatch.drop.duration")
                .tags("workload", "demo", "outcome", outcome)
                .timer();
    }
}
