package io.dropbatch.results.app.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.event.SplitVerified;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.outcome.UserRequest.Route;
import io.dropbatch.model.result.CarriedTasks;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.AttemptShare;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.model.view.TaskSummary;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.app.find.TaskFilter;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.domain.status.RetryRules;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryDropTest {

    private static final Failure EXIT = Failure.of(FailureCode.USER_EXIT, "the command ended with 3");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void takes_over_what_succeeded_and_says_who_asked() {
        DropScenario failed = failedWithout(4, 2);

        JobRetried retried = retry(failed, wish("ann"));

        assertThat(retried.job()).isEqualTo(JobId.of(failed.submission, 2));
        assertThat(retried.before()).isEqualTo(failed.job);
        assertThat(retried.request().by()).isEqualTo("ann");
        assertThat(retried.carried()).isEqualTo(new CarriedTasks(0, 3));
        assertThat(retried.tasks()).isEqualTo(1);
        assertThat(failed.postedStatus().state()).isEqualTo(State.ACCEPTED);
        assertThat(failed.postedStatus().job()).isEqualTo(retried.job());
        assertThat(failed.postedStatus().failure()).isNull();
        assertThat(failed.postedStatus().message())
                .isEqualTo("Attempt 2 runs 1 task, asked for by ann; what was verified before is taken over.");
    }

    @Test
    void becomes_ready_with_the_outputs_of_both_attempts_where_they_are() {
        DropScenario failed = failedWithout(4, 2);
        retry(failed, wish("ann"));
        DropScenario second = failed.next(clock.instant());

        HandlerResult result = fixture.verify.verify(ran(second, 0, 2));

        assertThat(only(result, OutputReady.class).job()).isEqualTo(second.job);
        ResultManifest manifest = manifest(failed);
        assertThat(manifest.attempts())
                .containsExactly(new AttemptShare(1, failed.job, 3), new AttemptShare(2, second.job, 1));
        assertThat(manifest.outputs())
                .extracting(ManifestOutput::blob)
                .containsExactly(failed.output(0, 1), second.output(0, 2), failed.output(0, 3), failed.output(0, 4));
        assertThat(failed.postedStatus().state()).isEqualTo(State.READY);
    }

    @Test
    void three_failures_among_a_thousand_tasks_run_three_tasks() {
        DropScenario failed = failedWithout(1000, 7, 500, 1000);

        JobRetried retried = retry(failed, wish("ann"));

        assertThat(retried.carried()).isEqualTo(new CarriedTasks(0, 997));
        assertThat(retried.tasks()).isEqualTo(3);
        DropScenario second = failed.next(clock.instant());
        fixture.verify.verify(ran(second, 0, 7, 500, 1000));
        assertThat(manifest(failed).attempts())
                .containsExactly(new AttemptShare(1, failed.job, 997), new AttemptShare(2, second.job, 3));
        assertThat(manifest(failed).outputs())
                .extracting(ManifestOutput::blob)
                .hasSize(1000)
                .contains(failed.output(0, 6), second.output(0, 7), failed.output(0, 8), second.output(0, 1000));
        assertThat(failed.postedStatus().state()).isEqualTo(State.READY);
    }

    @Test
    void a_drop_that_was_cancelled_before_it_ran_is_refused_in_words_that_say_so() {
        DropTrigger trigger = new DropTrigger("inbox", "demo/d1/_READY", "1", clock.instant());
        Failure cancelled = new CancelRequest("ann", CancelRequest.Route.API, clock.instant()).beforeAcceptance();

        fixture.status.rejected(new SubmissionRejected(trigger.submission(), "demo", trigger, cancelled));

        assertThat(RetryRules.objection(
                        fixture.status.account(trigger.submission()).orElseThrow()))
                .contains("The drop was cancelled before it ran: upload the trigger again.");
    }

    @Test
    void lists_all_tasks_of_the_latest_attempt_whichever_ran_them() {
        DropScenario failed = failedWithout(3, 2);
        retry(failed, wish("ann"));

        assertThat(states(failed))
                .containsExactly(TaskSummary.State.SUCCEEDED, TaskSummary.State.OPEN, TaskSummary.State.SUCCEEDED);

        fixture.verify.verify(ran(failed.next(clock.instant()), 0, 2));

        assertThat(states(failed)).containsOnly(TaskSummary.State.SUCCEEDED).hasSize(3);
        assertThat(fixture.describe
                        .describe(failed.submission)
                        .orElseThrow()
                        .levels()
                        .getFirst()
                        .succeeded())
                .isEqualTo(3);
    }

    @Test
    void begins_with_the_level_that_failed() {
        DropScenario drop = running(4, 2, 1);
        fixture.verify.verify(drop.levelRuns(0).levelCompleted(0));
        drop.taskRuns(TaskId.of(1, 1), "node-1", "run-1-1", "output 1").failed(TaskId.of(1, 2), EXIT);
        fixture.verify.verify(drop.levelCompleted(1, EXIT.inTask("1-000002")));
        clock.advance(Duration.ofMinutes(1));

        JobRetried retried = retry(drop, wish("ann"));

        assertThat(retried.carried()).isEqualTo(new CarriedTasks(1, 1));
        assertThat(retried.tasks()).isEqualTo(2);
        DropScenario second = drop.next(clock.instant());
        HandlerResult level = fixture.verify.verify(ran(second, 1, 2));
        assertThat(only(level, LevelVerified.class).sound()).isTrue();
        fixture.verify.verify(second.levelRuns(2).levelCompleted(2));
        assertThat(manifest(drop).attempts())
                .containsExactly(new AttemptShare(1, drop.job, 5), new AttemptShare(2, second.job, 2));
        assertThat(manifest(drop).outputs()).hasSize(7);
    }

    @Test
    void a_second_wish_and_a_repeated_one_change_nothing() {
        DropScenario failed = failedWithout(3, 1);
        RetryRequested asked = asked(failed, wish("ann"));
        List<ScheduledCommand> commands = fixture.retry.requested(asked).commands();
        clock.advance(Duration.ofSeconds(5));

        assertThat(fixture.retry.requested(asked).commands())
                .isEqualTo(commands)
                .hasSize(1);
        assertThat(fixture.retry.requested(asked(failed, wish("bob")))).isEqualTo(HandlerResult.none());
        HandlerResult first = begin(commands);
        assertThat(begin(commands)).isEqualTo(first);
    }

    @Test
    void a_wish_that_comes_again_after_the_next_failure_is_no_new_one() {
        DropScenario failed = failedWithout(2, 1);
        RetryRequested asked = asked(failed, wish("ann"));
        begin(fixture.retry.requested(asked).commands());
        clock.advance(Duration.ofMinutes(1));
        DropScenario second = failed.next(clock.instant());
        second.failed(TaskId.of(0, 1), EXIT);
        fixture.verify.verify(second.levelCompleted(0, EXIT.inTask("0-000001")));
        assertThat(failed.postedStatus().state()).isEqualTo(State.FAILED);

        HandlerResult again = fixture.retry.requested(asked);

        assertThat(begin(again.commands())).isEqualTo(HandlerResult.none());
        assertThat(failed.postedStatus().state()).isEqualTo(State.FAILED);
        clock.advance(Duration.ofMinutes(1));
        assertThat(retry(failed, wish("bob")).job().attempt()).isEqualTo(3);
    }

    @Test
    void hands_on_what_an_attempt_took_over_that_failed_too() {
        DropScenario failed = failedWithout(4, 2, 3);
        retry(failed, wish("ann"));
        DropScenario second = failed.next(clock.instant());
        second.taskRuns(TaskId.of(0, 2), "node-1", "run-0-2", "output 2").failed(TaskId.of(0, 3), EXIT);
        fixture.verify.verify(second.levelCompleted(0, EXIT.inTask("0-000003")));
        clock.advance(Duration.ofMinutes(1));

        JobRetried retried = retry(failed, wish("bob"));

        assertThat(retried.carried()).isEqualTo(new CarriedTasks(0, 3));
        DropScenario third = second.next(clock.instant());
        fixture.verify.verify(ran(third, 0, 3));
        assertThat(manifest(failed).attempts()).extracting(AttemptShare::tasks).containsExactly(2, 1, 1);
    }

    @Test
    void runs_a_task_again_whose_output_was_deleted() {
        DropScenario failed = failedWithout(3, 1);
        fixture.outputs.delete(failed.output(0, 3));

        assertThat(retry(failed, wish("ann")).carried()).isEqualTo(new CarriedTasks(0, 1));
    }

    @Test
    void fails_if_an_output_is_deleted_after_it_was_taken_over() {
        DropScenario failed = failedWithout(3, 1);
        retry(failed, wish("ann"));
        fixture.outputs.delete(failed.output(0, 3));

        HandlerResult result = fixture.verify.verify(ran(failed.next(clock.instant()), 0, 1));

        assertThat(only(result, OutputFailed.class).failure().code()).isEqualTo(FailureCode.OUTPUT_MISSING);
    }

    @Test
    void leaves_one_task_to_run_when_all_have_succeeded() {
        DropScenario drop = running(3);
        drop.levelRuns(0).levelCompleted(0);
        fixture.conclude.closed(new JobClosed(drop.submission, "demo", drop.job, EXIT));
        clock.advance(Duration.ofMinutes(1));

        assertThat(retry(drop, wish("ann")).carried()).isEqualTo(new CarriedTasks(0, 2));
    }

    @Test
    void runs_everything_when_nothing_was_recorded() {
        DropScenario drop = running(3);
        fixture.conclude.closed(new JobClosed(drop.submission, "demo", drop.job, EXIT));
        clock.advance(Duration.ofMinutes(1));

        JobRetried retried = retry(drop, wish("ann"));

        assertThat(retried.carried()).isEqualTo(new CarriedTasks(0, 0));
        assertThat(retried.tasks()).isEqualTo(3);
    }

    @Test
    void a_crash_between_the_records_of_two_levels_leads_to_the_same() {
        DropScenario drop = running(2, 1);
        fixture.verify.verify(drop.levelRuns(0).levelCompleted(0));
        drop.failed(TaskId.of(1, 1), EXIT);
        fixture.verify.verify(drop.levelCompleted(1, EXIT.inTask("1-000001")));
        clock.advance(Duration.ofMinutes(1));
        JobRetried first = retry(drop, wish("ann"));
        fixture.system.delete(SystemLayout.levelCarried(first.job(), 1));
        // What is recorded of the first level is not looked at again: the output that vanishes now is found at the end.
        fixture.outputs.delete(drop.output(0, 1));

        HandlerResult again = begin(List.of(new ResultsCommand.BeginAttempt(first.job())));

        assertThat(only(again, JobRetried.class)).isEqualTo(first);
    }

    @Test
    void tells_beside_the_trigger_why_a_marker_does_nothing() {
        DropScenario drop = running(1);

        HandlerResult result = fixture.retry.requested(
                asked(drop, new UserRequest("_RETRY in the inbox", Route.MARKER, clock.instant())));

        assertThat(result).isEqualTo(HandlerResult.none());
        assertThat(drop.postedStatus().state()).isEqualTo(State.SCHEDULED);
        assertThat(drop.postedStatus().answer().message())
                .isEqualTo("Not retried. The drop is in work: only one that failed can be tried again.");
        fixture.verify.verify(drop.levelRuns(0).levelCompleted(0));
        clock.advance(Duration.ofMinutes(1));
        fixture.retry.requested(asked(drop, new UserRequest("_RETRY in the inbox", Route.MARKER, clock.instant())));
        assertThat(drop.postedStatus().state()).isEqualTo(State.READY);
        assertThat(drop.postedStatus().answer().message())
                .isEqualTo("Not retried. The drop is ready: nothing failed, so there is nothing to try again.");
    }

    @Test
    void a_marker_that_was_there_before_the_failure_does_not_retry_it() {
        UserRequest early = new UserRequest(
                "_RETRY in the inbox", Route.MARKER, clock.instant().minusSeconds(60));
        DropScenario failed = failedWithout(2, 1);

        assertThat(fixture.retry.requested(asked(failed, early))).isEqualTo(HandlerResult.none());
        assertThat(failed.postedStatus().state()).isEqualTo(State.FAILED);
    }

    @Test
    void can_be_cancelled_but_not_by_a_wish_about_the_attempt_before() {
        DropScenario failed = failedWithout(2, 1);
        CancelRequested before = cancel(failed);
        clock.advance(Duration.ofSeconds(5));
        retry(failed, wish("ann"));
        assertThat(fixture.cancel.requested(before)).isEqualTo(HandlerResult.none());
        clock.advance(Duration.ofSeconds(5));

        HandlerResult result = fixture.cancel.requested(cancel(failed));

        assertThat(only(result, JobCancelled.class).job()).isEqualTo(JobId.of(failed.submission, 2));
        assertThat(failed.postedStatus().state()).isEqualTo(State.FAILED);
        clock.advance(Duration.ofSeconds(5));
        assertThat(retry(failed, wish("bob")).carried()).isEqualTo(new CarriedTasks(0, 1));
    }

    @Test
    void late_events_of_the_attempt_before_change_nothing() {
        DropScenario failed = failedWithout(2, 1);
        retry(failed, wish("ann"));

        fixture.verify.verify(failed.levelCompleted(0, EXIT.inTask("0-000001")));
        fixture.status.metered(failed.meteredFact("9.99", clock.instant()));
        fixture.cancel.accepted(failed.acceptedFact());

        assertThat(failed.postedStatus().state()).isEqualTo(State.ACCEPTED);
        assertThat(failed.postedStatus().receipt()).isNull();
    }

    @Test
    void is_swept_like_any_drop_in_work() {
        DropScenario failed = failedWithout(2, 1);
        assertThat(fixture.table.drops().fewOpen()).isEmpty();

        retry(failed, wish("ann"));

        assertThat(fixture.table.drops().fewOpen()).hasSize(1);
    }

    @Test
    void a_split_is_taken_over_and_only_what_failed_of_the_map_runs() {
        DropScenario split = splitting();
        fixture.verify.verify(split.levelRuns(0).levelCompleted(0));
        DropScenario drop = split.mapPlanned(3);
        drop.taskRuns(TaskId.of(1, 1), "node-1", "run-1-1", "output 1")
                .failed(TaskId.of(1, 2), EXIT)
                .taskRuns(TaskId.of(1, 3), "node-1", "run-1-3", "output 3");
        fixture.verify.verify(drop.levelCompleted(1, EXIT.inTask("1-000002")));
        clock.advance(Duration.ofMinutes(1));

        JobRetried retried = retry(drop, wish("ann"));

        assertThat(retried.levels()).containsExactly(1, 3);
        assertThat(retried.mapLevel()).isEqualTo(1);
        assertThat(retried.carried()).isEqualTo(new CarriedTasks(1, 2));
        assertThat(drop.postedStatus().message())
                .isEqualTo("Attempt 2 runs 1 task, asked for by ann; what was verified before is taken over.");
        DropScenario second = drop.next(clock.instant());
        HandlerResult result = fixture.verify.verify(ran(second, 1, 2));
        assertThat(only(result, OutputReady.class).job()).isEqualTo(second.job);
        assertThat(manifest(drop).attempts())
                .containsExactly(new AttemptShare(1, drop.job, 3), new AttemptShare(2, second.job, 1));
        assertThat(manifest(drop).outputs())
                .extracting(ManifestOutput::blob)
                .containsExactly(split.output(0, 1), drop.output(1, 1), second.output(1, 2), drop.output(1, 3));
    }

    @Test
    void a_split_that_failed_runs_again_and_the_attempt_after_that_takes_it_over() {
        DropScenario drop = splitting();
        drop.failed(TaskId.of(0, 1), EXIT);
        fixture.verify.verify(drop.levelCompleted(0, EXIT.inTask("0-000001")));
        clock.advance(Duration.ofMinutes(1));

        JobRetried retried = retry(drop, wish("ann"));

        assertThat(retried.carried()).isEqualTo(new CarriedTasks(0, 0));
        assertThat(drop.postedStatus().message())
                .isEqualTo(
                        "Attempt 2 splits the drop again, asked for by ann; how many tasks that makes is known then.");
        DropScenario second = drop.next(clock.instant());
        HandlerResult split = fixture.verify.verify(ran(second, 0, 1));
        assertThat(only(split, SplitVerified.class).outputs()).isEqualTo(SystemLayout.levelOutputs(second.job, 0));

        DropScenario planned = second.mapPlanned(2);
        planned.taskRuns(TaskId.of(1, 1), "node-1", "run-1-1", "output 1").failed(TaskId.of(1, 2), EXIT);
        fixture.verify.verify(planned.levelCompleted(1, EXIT.inTask("1-000002")));
        clock.advance(Duration.ofMinutes(1));

        JobRetried third = retry(drop, wish("bob"));

        assertThat(third.before()).isEqualTo(second.job);
        assertThat(third.levels()).containsExactly(1, 2);
        assertThat(third.carried()).isEqualTo(new CarriedTasks(1, 1));
    }

    private DropScenario splitting() {
        DropScenario drop = DropScenario.toBeSplit(fixture, clock.instant());
        fixture.cancel.accepted(drop.acceptedFact());
        fixture.status.scheduled(drop.scheduledFact(0));
        return drop;
    }

    private DropScenario running(Integer... levels) {
        DropScenario drop = DropScenario.accepted(fixture, clock.instant(), levels);
        fixture.cancel.accepted(drop.acceptedFact());
        fixture.status.scheduled(drop.scheduledFact(0));
        return drop;
    }

    /** A drop of so many tasks on one level, of which the named ones failed; a minute later. */
    private DropScenario failedWithout(int tasks, Integer... failing) {
        DropScenario drop = running(tasks);
        List<Integer> failures = List.of(failing);
        for (int index = 1; index <= tasks; index++) {
            TaskId task = TaskId.of(0, index);
            if (failures.contains(index)) {
                drop.failed(task, EXIT);
            } else {
                drop.taskRuns(task, "node-1", "run-0-" + index, "output " + index);
            }
        }
        fixture.verify.verify(
                drop.levelCompleted(0, EXIT.inTask(TaskId.of(0, failing[0]).value())));
        assertThat(drop.postedStatus().state()).isEqualTo(State.FAILED);
        clock.advance(Duration.ofMinutes(1));
        return drop;
    }

    private static LevelCompleted ran(DropScenario attempt, int level, int... indices) {
        IntStream.of(indices)
                .forEach(index -> attempt.taskRuns(
                        TaskId.of(level, index), "node-1", "run-" + level + "-" + index, "output " + index));
        return attempt.levelCompleted(level);
    }

    private UserRequest wish(String by) {
        return new UserRequest(by, Route.API, clock.instant());
    }

    private static RetryRequested asked(DropScenario drop, UserRequest request) {
        return new RetryRequested(drop.submission, "demo", drop.trigger, request, null);
    }

    private CancelRequested cancel(DropScenario drop) {
        return new CancelRequested(
                drop.submission,
                "demo",
                drop.trigger,
                new CancelRequest("ann", CancelRequest.Route.API, clock.instant()));
    }

    private JobRetried retry(DropScenario drop, UserRequest request) {
        return only(begin(fixture.retry.requested(asked(drop, request)).commands()), JobRetried.class);
    }

    private HandlerResult begin(List<ScheduledCommand> commands) {
        return commands.stream()
                .map(ResultsCommand.BeginAttempt.class::cast)
                .map(fixture.retry::begin)
                .reduce(HandlerResult.none(), HandlerResult::and);
    }

    private List<TaskSummary.State> states(DropScenario drop) {
        return fixture.tasks.list(drop.submission, TaskFilter.ANY, null, 100).orElseThrow().tasks().stream()
                .map(TaskSummary::state)
                .toList();
    }

    private ResultManifest manifest(DropScenario drop) {
        byte[] bytes = fixture.outputs
                .read(OutputLayout.manifest(drop.submission))
                .orElseThrow()
                .bytes();
        return ModelJson.read(bytes, ResultManifest.class);
    }

    private static <E> E only(HandlerResult result, Class<E> kind) {
        List<E> found = result.announcements().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
