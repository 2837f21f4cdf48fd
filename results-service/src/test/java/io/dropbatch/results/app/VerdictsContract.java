package io.dropbatch.results.app;

import static io.dropbatch.results.DropScenario.bytes;
import static io.dropbatch.results.DropScenario.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of verification: which results are sound, on every kind of store. */
abstract class VerdictsContract {

    final SettableClock clock = new SettableClock(Instant.now());
    ResultsFixture fixture;

    abstract ResultsFixture open(SettableClock clock);

    @BeforeEach
    void open() {
        fixture = open(clock);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void announces_the_output_of_a_sound_job_with_a_manifest_that_checks() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        fixture.status.accepted(scenario.acceptedFact());

        HandlerResult result = fixture.verify.verify(scenario.levelCompleted(0));

        OutputReady ready = only(result, OutputReady.class);
        byte[] manifest = fixture.outputs.read(ready.manifest()).orElseThrow().bytes();
        assertThat(sha256(manifest)).isEqualTo(ready.manifestSha256());
        assertThat(ready.outputs()).isEqualTo(3);
        assertThat(ready.bytes()).isEqualTo(3 * "output 1".length());
        assertThat(ready.acceptedAt()).isEqualTo(scenario.acceptedFact().acceptedAt());
        assertThat(only(result, LevelVerified.class).sound()).isTrue();
        ResultManifest read = ModelJson.read(manifest, ResultManifest.class);
        assertThat(read.outputs()).hasSize(3).allSatisfy(output -> {
            byte[] content = fixture.outputs.read(output.blob()).orElseThrow().bytes();
            assertThat(sha256(content)).isEqualTo(output.sha256());
            assertThat((long) content.length).isEqualTo(output.bytes());
        });
        assertThat(read.failure()).isNull();
        assertThat(scenario.postedStatus().state()).isEqualTo(DropStatus.State.READY);
        assertThat(scenario.postedStatus().manifest()).isEqualTo(ready.manifest());
    }

    @Test
    void verifies_a_level_that_is_not_the_last_without_concluding_the_job() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3, 1).levelRuns(0);

        HandlerResult result = fixture.verify.verify(scenario.levelCompleted(0));

        assertThat(result.announcements()).hasSize(1);
        LevelVerified verified = only(result, LevelVerified.class);
        assertThat(verified.sound()).isTrue();
        assertThat(verified.last()).isFalse();
        assertThat(new String(fixture.system
                        .read(SystemLayout.levelOutputs(scenario.job, 0))
                        .orElseThrow()
                        .bytes()))
                .hasLineCount(3)
                .contains("0-000001", "0-000003");
    }

    @Test
    void lists_the_outputs_of_all_levels_in_order() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 2, 1)
                .levelRuns(0)
                .levelRuns(1);
        fixture.verify.verify(scenario.levelCompleted(0));

        OutputReady ready = only(fixture.verify.verify(scenario.levelCompleted(1)), OutputReady.class);

        ResultManifest manifest = manifestOf(scenario);
        assertThat(manifest.outputs())
                .extracting(output -> output.task().value())
                .containsExactly("0-000001", "0-000002", "1-000001");
        assertThat(ready.tasks()).isEqualTo(3);
        assertThat(ready.outputs()).isEqualTo(1);
    }

    @Test
    void notices_a_deleted_output() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        fixture.outputs.delete(scenario.output(0, 2));

        Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

        assertThat(failure.code()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(failure.message()).contains(scenario.output(0, 2));
        assertThat(scenario.postedStatus().state()).isEqualTo(DropStatus.State.FAILED);
    }

    @Test
    void notices_a_truncated_output() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        fixture.outputs.write(scenario.output(0, 1), bytes("out"), "text/plain");

        Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

        assertThat(failure.code()).isEqualTo(FailureCode.UPLOAD);
        assertThat(failure.message()).contains(scenario.output(0, 1), "3 bytes", "8");
    }

    @Test
    void notices_an_overwritten_output_of_the_same_length() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        fixture.outputs.write(scenario.output(0, 3), bytes("OUTPUT 3"), "text/plain");

        Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

        assertThat(failure.code()).isEqualTo(FailureCode.UPLOAD);
        assertThat(failure.message()).contains(scenario.output(0, 3), "SHA-256");
    }

    @Test
    void notices_a_blob_added_beside_an_output() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        String added = scenario.base(TaskId.of(0, 2), "run-0-2") + "out/extra.txt";
        fixture.outputs.write(added, bytes("x"), "text/plain");

        Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

        assertThat(failure.message()).contains(added);
    }

    @Test
    void notices_a_blob_added_beside_the_runs_or_under_a_task_that_is_none() {
        for (String added : new String[] {"0-000002/extra.txt", "0-000009/r/out/x.txt", "0-000001x/y", "stray.txt"}) {
            DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), "with-" + added.hashCode(), 3)
                    .levelRuns(0);
            String blob = OutputLayout.attempt(scenario.job) + added;
            fixture.outputs.write(blob, bytes("x"), "text/plain");

            Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

            assertThat(failure.message()).contains(blob);
        }
    }

    @Test
    void notices_a_missing_marker() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 2).levelRuns(0);
        fixture.outputs.delete(scenario.base(TaskId.of(0, 1), "run-0-1") + OutputLayout.MARKER);

        Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

        assertThat(failure.code()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(failure.message()).contains("0-000001");
    }

    @Test
    void notices_a_task_that_batch_does_not_account_for() {
        TaskId first = TaskId.of(0, 1);
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 2).taskRuns(first, "node-1", "run-1", "output");

        Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

        assertThat(failure.message()).contains("0-000002");
    }

    @Test
    void takes_the_outputs_of_the_run_that_batch_counts_and_ignores_a_late_one() {
        TaskId task = TaskId.of(0, 1);
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 1)
                .uploads(task, "lost-node", "a-lost-run", clock.instant().minusSeconds(9), "of the lost node")
                .taskRuns(task, "node-2", "b-good-run", "of the good node")
                .uploads(task, "lost-node", "c-late-run", clock.instant().minusSeconds(5), "late");

        fixture.verify.verify(scenario.levelCompleted(0));

        assertThat(manifestOf(scenario).outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.run()).isEqualTo("b-good-run"));
    }

    @Test
    void takes_the_latest_of_two_runs_on_the_recorded_node() {
        TaskId task = TaskId.of(0, 1);
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 1)
                .uploads(task, "node-1", "z-before-reboot", clock.instant().minusSeconds(11), "first")
                .taskRuns(task, "node-1", "a-after-reboot", "second");

        fixture.verify.verify(scenario.levelCompleted(0));

        assertThat(manifestOf(scenario).outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.run()).isEqualTo("a-after-reboot"));
    }

    @Test
    void does_not_take_an_output_named_like_a_marker_for_one() {
        TaskId task = TaskId.of(0, 1);
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 1).levelRuns(0);
        String inside = scenario.base(task, "run-0-1") + "out/" + OutputLayout.MARKER;
        fixture.outputs.write(inside, bytes("{}"), "application/json");

        Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

        assertThat(failure.message()).contains(inside);
    }

    @Test
    void reports_a_failed_level_with_a_manifest_of_what_there_is() {
        Failure why = new Failure(FailureCode.USER_EXIT, "1 of 2 tasks failed", "0-000002", 3, "boom", "log.txt");
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 2)
                .taskRuns(TaskId.of(0, 1), "node-1", "run-1", "output")
                .failed(TaskId.of(0, 2), why);

        HandlerResult result = fixture.verify.verify(scenario.levelCompleted(0, why));

        OutputFailed failed = only(result, OutputFailed.class);
        assertThat(failed.failure()).isEqualTo(why);
        assertThat(failed.failedTasks()).isEqualTo(1);
        assertThat(only(result, LevelVerified.class).sound()).isFalse();
        assertThat(manifestOf(scenario).outputs()).hasSize(1);
        assertThat(manifestOf(scenario).failure()).isEqualTo(why);
        assertThat(scenario.postedStatus().failure()).isEqualTo(why);
    }

    @Test
    void notices_an_input_that_changed_while_the_job_ran() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        fixture.inbox.write("demo/d1/in-2.txt", bytes("other"), "text/plain");

        Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

        assertThat(failure.code()).isEqualTo(FailureCode.INPUT_CHANGED);
        assertThat(failure.message()).contains("in-2.txt", "replaced");
    }

    @Test
    void notices_an_input_that_was_deleted_while_the_job_ran() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        fixture.inbox.delete("demo/d1/in-3.txt");

        Failure failure = failureOf(fixture.verify.verify(scenario.levelCompleted(0)));

        assertThat(failure.message()).contains("in-3.txt", "deleted");
    }

    @Test
    void says_the_same_again_after_a_crash_whatever_has_changed_since() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        LevelCompleted completed = scenario.levelCompleted(0);
        HandlerResult first = fixture.verify.verify(completed);
        fixture.outputs.delete(scenario.output(0, 2));
        clock.advance(Duration.ofMinutes(3));

        HandlerResult again;
        try (ResultsFixture restarted = fixture.restarted(clock)) {
            again = restarted.verify.verify(completed);
        }

        assertThat(again.announcements()).isEqualTo(first.announcements());
    }

    @Test
    void writes_the_same_manifest_again_after_a_crash_before_the_outcome_was_entered() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        LevelCompleted completed = scenario.levelCompleted(0);
        OutcomeRegister.Times times = new OutcomeRegister.Times(clock.instant().minusSeconds(1), clock.instant());
        fixture.table.outcomes().times(scenario.job, times);
        clock.advance(Duration.ofMinutes(3));

        OutputReady ready = only(fixture.verify.verify(completed), OutputReady.class);

        assertThat(ready.readyAt()).isEqualTo(times.verifiedAt());
        assertThat(manifestOf(scenario).verifiedAt()).isEqualTo(times.verifiedAt());
    }

    @Test
    void keeps_a_level_sound_that_was_verified_before() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3, 1).levelRuns(0);
        LevelCompleted completed = scenario.levelCompleted(0);
        HandlerResult first = fixture.verify.verify(completed);
        fixture.outputs.write(scenario.base(TaskId.of(0, 1), "run-0-1") + "out/late.txt", bytes("x"), "text/plain");

        assertThat(fixture.verify.verify(completed)).isEqualTo(first);
    }

    @Test
    void fails_a_job_that_was_closed_before_it_had_a_result() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 2);
        Failure why = Failure.of(FailureCode.QUOTA, "The pool could not be made.");

        HandlerResult result = fixture.conclude.closed(new JobClosed(scenario.submission, "demo", scenario.job, why));

        assertThat(failureOf(result)).isEqualTo(why);
        assertThat(scenario.postedStatus().state()).isEqualTo(DropStatus.State.FAILED);
    }

    @Test
    void leaves_a_job_with_an_outcome_alone_when_it_is_closed() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 2).levelRuns(0);
        OutputReady ready = only(fixture.verify.verify(scenario.levelCompleted(0)), OutputReady.class);

        HandlerResult closed = fixture.conclude.closed(new JobClosed(scenario.submission, "demo", scenario.job, null));
        Failure late = Failure.of(FailureCode.TIMEOUT, "Too late.");
        HandlerResult failed = fixture.conclude.closed(new JobClosed(scenario.submission, "demo", scenario.job, late));

        assertThat(closed).isEqualTo(HandlerResult.none());
        assertThat(failed.announcements()).containsExactly(ready);
        assertThat(scenario.postedStatus().state()).isEqualTo(DropStatus.State.READY);
    }

    ResultManifest manifestOf(DropScenario scenario) {
        byte[] manifest = fixture.outputs
                .read(OutputLayout.manifest(scenario.submission))
                .orElseThrow()
                .bytes();
        return ModelJson.read(manifest, ResultManifest.class);
    }

    static Failure failureOf(HandlerResult result) {
        return only(result, OutputFailed.class).failure();
    }

    static <A extends DomainEvent> A only(HandlerResult result, Class<A> type) {
        return result.announcements().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((one, other) -> {
                    throw new AssertionError("announced twice: " + type);
                })
                .orElseThrow(() -> new AssertionError(type + " not in " + result));
    }
}
