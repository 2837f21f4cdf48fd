package io.dropbatch.results.app;

import static io.dropbatch.results.DropScenario.bytes;
import static io.dropbatch.results.DropScenario.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.MissingTask;
import io.dropbatch.model.result.PackageOutcome;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        Failure why = new Failure(FailureCode.USER_EXIT, "it failed", "0-000002", 3, "boom", "log.txt");
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 2)
                .taskRuns(TaskId.of(0, 1), "node-1", "run-1", "output")
                .failed(TaskId.of(0, 2), why);

        HandlerResult result = fixture.verify.verify(scenario.levelCompleted(0, why));

        OutputFailed failed = only(result, OutputFailed.class);
        assertThat(failed.failure())
                .isEqualTo(new Failure(
                        FailureCode.USER_EXIT,
                        "1 of 2 tasks failed. in-2.txt: \"boom\" (it failed).",
                        "0-000002",
                        3,
                        "boom",
                        "log.txt"));
        assertThat(failed.failedTasks()).isEqualTo(1);
        assertThat(only(result, LevelVerified.class).sound()).isFalse();
        ResultManifest manifest = manifestOf(scenario);
        assertThat(manifest.outcome()).isEqualTo(PackageOutcome.FAILED);
        assertThat(manifest.outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.inputs()).containsExactly("in-1.txt"));
        assertThat(manifest.missingTasks()).singleElement().satisfies(task -> {
            assertThat(task.inputs()).containsExactly("in-2.txt");
            assertThat(task.lastWords()).isEqualTo("boom");
            assertThat(task.log()).isEqualTo("log.txt");
        });
        assertThat(manifest.failure()).isEqualTo(failed.failure());
        assertThat(scenario.postedStatus().failure()).isEqualTo(failed.failure());
        assertThat(scenario.postedStatus().causes())
                .containsExactly(new FailureCause(
                        FailureCode.USER_EXIT, "it failed", 3, 1, List.of("in-2.txt"), "boom", "log.txt"));
    }

    @Test
    void announces_what_there_is_without_the_tasks_that_the_workload_can_do_without() {
        DropScenario scenario = DropScenario.tolerating(2, fixture, clock.instant(), 4)
                .taskRuns(TaskId.of(0, 1), "node-1", "run-1", "output")
                .failed(TaskId.of(0, 2), exit(2, "in-2.txt: line 7 is odd"))
                .taskRuns(TaskId.of(0, 3), "node-1", "run-1", "output")
                .failed(TaskId.of(0, 4), exit(4, "in-4.txt: line 12 is odd"));
        LevelCompleted completed = scenario.levelCompleted(0);

        HandlerResult result = fixture.verify.verify(completed);

        OutputPartial partial = only(result, OutputPartial.class);
        assertThat(partial.missingTasks()).isEqualTo(2);
        assertThat(partial.outputs()).isEqualTo(2);
        assertThat(partial.failure().message())
                .isEqualTo("2 of 4 tasks failed. in-2.txt and in-4.txt: \"in-2.txt: line 7 is odd\" (it failed).");
        assertThat(only(result, LevelVerified.class).sound()).isTrue();
        byte[] manifest = fixture.outputs.read(partial.manifest()).orElseThrow().bytes();
        assertThat(sha256(manifest)).isEqualTo(partial.manifestSha256());
        assertThat(manifestOf(scenario).outcome()).isEqualTo(PackageOutcome.PARTIAL);
        assertThat(manifestOf(scenario).missingTasks())
                .extracting(MissingTask::inputs)
                .containsExactly(List.of("in-2.txt"), List.of("in-4.txt"));
        assertThat(manifestOf(scenario).outputs())
                .extracting(ManifestOutput::inputs)
                .containsExactly(List.of("in-1.txt"), List.of("in-3.txt"));
        DropStatus status = scenario.postedStatus();
        assertThat(status.state()).isEqualTo(DropStatus.State.PARTIAL);
        assertThat(status.missingTasks()).isEqualTo(2);
        assertThat(status.message()).contains("2 outputs", "2 of 4 tasks failed. in-2.txt and in-4.txt");
        try (ResultsFixture restarted = fixture.restarted(clock)) {
            assertThat(restarted.verify.verify(completed).announcements()).isEqualTo(result.announcements());
        }
    }

    @Test
    void a_merge_of_what_there_is_gives_a_partial_result() {
        DropScenario scenario = DropScenario.tolerating(1, fixture, clock.instant(), 3, 1)
                .taskRuns(TaskId.of(0, 1), "node-1", "run-1", "output")
                .failed(TaskId.of(0, 2), exit(2, "boom"))
                .taskRuns(TaskId.of(0, 3), "node-1", "run-1", "output")
                .levelRuns(1);

        HandlerResult map = fixture.verify.verify(scenario.levelCompleted(0));
        HandlerResult merge = fixture.verify.verify(scenario.levelCompleted(1));

        assertThat(map.announcements()).hasSize(1);
        assertThat(only(map, LevelVerified.class).sound()).isTrue();
        assertThat(only(merge, OutputPartial.class).missingTasks()).isEqualTo(1);
        assertThat(manifestOf(scenario).outputs())
                .extracting(output -> output.task().value())
                .containsExactly("0-000001", "0-000003", "1-000001");
    }

    @Test
    void what_is_missing_is_decided_once() {
        DropScenario scenario = DropScenario.tolerating(1, fixture, clock.instant(), 3, 1)
                .taskRuns(TaskId.of(0, 1), "node-1", "run-1", "output")
                .failed(TaskId.of(0, 2), exit(2, "boom"))
                .taskRuns(TaskId.of(0, 3), "node-1", "run-1", "output")
                .levelRuns(1);
        LevelCompleted map = scenario.levelCompleted(0);
        HandlerResult first = fixture.verify.verify(map);
        fixture.system.write(map.records(), bytes("of another look at Batch"), "application/jsonl");

        assertThat(fixture.verify.verify(map)).isEqualTo(first);
        OutputPartial partial = only(fixture.verify.verify(scenario.levelCompleted(1)), OutputPartial.class);

        assertThat(partial.failure().message()).isEqualTo("1 of 3 tasks failed. in-2.txt: \"boom\" (it failed).");
    }

    @Test
    void tolerates_no_more_failures_than_the_workload_says_and_no_damage_at_all() {
        DropScenario tooMany = DropScenario.tolerating(1, fixture, clock.instant(), 4)
                .failed(TaskId.of(0, 1), exit(1, "boom"))
                .failed(TaskId.of(0, 2), exit(2, "boom"))
                .taskRuns(TaskId.of(0, 3), "node-1", "run-1", "output")
                .taskRuns(TaskId.of(0, 4), "node-1", "run-1", "output");
        assertThat(failureOf(fixture.verify.verify(tooMany.levelCompleted(0))).code())
                .isEqualTo(FailureCode.USER_EXIT);

        fixture.close();
        fixture = open(clock);
        DropScenario damaged =
                DropScenario.tolerating(1, fixture, clock.instant(), 3).levelRuns(0);
        fixture.outputs.delete(damaged.output(0, 2));
        Failure failure = failureOf(fixture.verify.verify(damaged.levelCompleted(0)));
        assertThat(failure.code()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(failure.message()).startsWith("in-2.txt: ");
    }

    private static Failure exit(int index, String lastWords) {
        String task = TaskId.of(0, index).value();
        return new Failure(FailureCode.USER_EXIT, "it failed", task, 3, "reading\n" + lastWords + "\n", "log-" + index);
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
        OutcomeRegister.Times times = new OutcomeRegister.Times(
                clock.instant().minusSeconds(1), clock.instant(), null, new LateInputs(List.of("late.csv"), 1));
        fixture.table.outcomes().times(scenario.job, times);
        clock.advance(Duration.ofMinutes(3));

        OutputReady ready = only(fixture.verify.verify(completed), OutputReady.class);

        assertThat(ready.readyAt()).isEqualTo(times.verifiedAt());
        assertThat(manifestOf(scenario).verifiedAt()).isEqualTo(times.verifiedAt());
    }

    @Test
    void writes_into_the_manifest_what_the_job_had_cost() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        fixture.status.metered(scenario.meteredFact("0.2", clock.instant()));

        only(fixture.verify.verify(scenario.levelCompleted(0)), OutputReady.class);

        assertThat(manifestOf(scenario).receipt())
                .isEqualTo(scenario.meteredFact("0.2", clock.instant()).receipt());
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
