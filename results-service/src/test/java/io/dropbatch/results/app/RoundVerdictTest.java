package io.dropbatch.results.app;

import static io.dropbatch.results.DropScenario.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.result.CarriedTasks;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.RoundSummary;
import io.dropbatch.model.view.LevelSummary;
import io.dropbatch.model.view.TaskSummary;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.app.find.TaskFilter;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rounds go on until a merge writes a file, or there have been as many as there may be. */
class RoundVerdictTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-29T10:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final DropScenario drop = DropScenario.inRounds(fixture, clock.instant(), 3, 2);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_round_without_the_file_is_followed_by_another() {
        HandlerResult first = round(1);

        assertThat(first.announcements()).singleElement().satisfies(event -> {
            LevelVerified level = (LevelVerified) event;
            assertThat(level.sound()).isTrue();
            assertThat(level.last()).isFalse();
            assertThat(level.levels()).containsExactly(2, 1, 2, 1, 2, 1);
        });
        assertThat(fixture.verify.verify(drop.levelCompleted(1))).isEqualTo(first);
    }

    @Test
    void the_round_that_wrote_the_file_is_the_result() {
        round(1);
        HandlerResult last = endingRound(2);

        OutputReady ready = (OutputReady) last.announcements().getFirst();
        LevelVerified level = (LevelVerified) last.announcements().getLast();
        assertThat(level.last()).isTrue();
        assertThat(level.levels()).containsExactly(2, 1, 2, 1);
        ResultManifest manifest = manifest(ready.manifest());
        assertThat(manifest.levels()).containsExactly(2, 1, 2, 1);
        assertThat(manifest.rounds())
                .containsExactly(new RoundSummary(1, 0, 1, 3, false), new RoundSummary(2, 2, 3, 3, true));
        assertThat(manifest.outputs())
                .extracting(output -> output.task() + " " + output.path())
                .containsExactlyInAnyOrder(
                        "0-000001 result.txt",
                        "0-000002 result.txt",
                        "1-000001 result.txt",
                        "2-000001 result.txt",
                        "2-000002 result.txt",
                        "3-000001 done",
                        "3-000001 result.txt");
        assertThat(manifest.outputs())
                .filteredOn(output -> output.task().level() == 2)
                .extracting(output -> output.inputs().getFirst())
                .containsExactly("in-1.txt", "in-2.txt");
    }

    @Test
    void an_end_that_is_told_again_is_the_same() {
        round(1);
        HandlerResult last = endingRound(2);

        HandlerResult again = fixture.verify.verify(drop.levelCompleted(3));

        assertThat(again.announcements()).isEqualTo(last.announcements());
    }

    @Test
    void the_last_round_is_the_result_without_the_file_too() {
        round(1);
        round(2);

        HandlerResult last = round(3);

        ResultManifest manifest = manifest(((OutputReady) last.announcements().getFirst()).manifest());
        assertThat(manifest.levels()).hasSize(6);
        assertThat(manifest.rounds()).extracting(RoundSummary::ended).containsExactly(false, false, false);
    }

    @Test
    void the_file_counts_from_the_last_merge_of_a_round_alone() {
        drop.taskUploads(TaskId.of(0, 1), "done", "").taskUploads(TaskId.of(0, 2), "done", "");
        fixture.verify.verify(drop.levelCompleted(0));
        drop.levelRuns(1);

        LevelVerified level = (LevelVerified)
                fixture.verify.verify(drop.levelCompleted(1)).announcements().getFirst();

        assertThat(level.last()).isFalse();
    }

    @Test
    void an_input_that_was_replaced_fails_the_drop_at_the_end_of_the_round() {
        round(1);
        drop.levelRuns(2);
        fixture.verify.verify(drop.levelCompleted(2));
        fixture.inbox.write("demo/d1/in-1.txt", bytes("another"), "text/plain");
        drop.levelRuns(3);

        OutputFailed failed = (OutputFailed)
                fixture.verify.verify(drop.levelCompleted(3)).announcements().getFirst();

        assertThat(failed.failure().code()).isEqualTo(FailureCode.INPUT_CHANGED);
    }

    @Test
    void a_failed_round_lists_those_before_it() {
        round(1);
        Failure failure = new Failure(FailureCode.USER_EXIT, "it ended with 3", "2-000001", 3, null, null);
        drop.failed(TaskId.of(2, 1), failure).taskRuns(TaskId.of(2, 2), "node-1", "run-1", "x");

        OutputFailed failed = (OutputFailed) fixture.verify
                .verify(drop.levelCompleted(2, failure))
                .announcements()
                .getFirst();

        ResultManifest manifest = manifest(failed.manifest());
        assertThat(manifest.levels()).containsExactly(2, 1, 2, 1);
        assertThat(manifest.rounds()).containsExactly(new RoundSummary(1, 0, 1, 3, false));
        assertThat(manifest.outputs())
                .extracting(output -> output.task().value())
                .containsExactly("0-000001", "0-000002", "1-000001", "2-000002");
    }

    @Test
    void a_retry_takes_over_the_rounds_that_were_verified_and_the_file_ends_it_too() {
        fixture.status.accepted(drop.acceptedFact());
        round(1);
        Failure failure = new Failure(FailureCode.USER_EXIT, "it ended with 3", "2-000001", 3, null, null);
        drop.failed(TaskId.of(2, 1), failure).taskRuns(TaskId.of(2, 2), "node-1", "run-2-2", "output 2");
        fixture.verify.verify(drop.levelCompleted(2, failure));
        UserRequest request = new UserRequest("ann", UserRequest.Route.API, clock.instant());

        JobRetried retried = fixture
                .retry
                .requested(new RetryRequested(drop.submission, "demo", drop.trigger, request, null))
                .commands()
                .stream()
                .flatMap(command -> fixture.retry.begin((ResultsCommand.BeginAttempt) command).announcements().stream())
                .map(JobRetried.class::cast)
                .findFirst()
                .orElseThrow();

        assertThat(retried.carried()).isEqualTo(new CarriedTasks(2, 1));
        assertThat(retried.rounds()).isEqualTo(3);
        assertThat(message())
                .isEqualTo("Attempt 2 runs at most 5 tasks, asked for by ann; what was verified before is taken over.");
        DropScenario next = drop.next(clock.instant());
        next.taskRuns(TaskId.of(2, 1), "node-1", "run-2-1", "output 1");
        fixture.verify.verify(next.levelCompleted(2));
        next.taskUploads(TaskId.of(3, 1), Map.of("done", "", "result.txt", "2"));
        HandlerResult last = fixture.verify.verify(next.levelCompleted(3));
        ResultManifest manifest = manifest(((OutputReady) last.announcements().getFirst()).manifest());
        assertThat(manifest.levels()).containsExactly(2, 1, 2, 1);
        assertThat(manifest.rounds()).extracting(RoundSummary::ended).containsExactly(false, true);
        assertThat(manifest.attempts()).extracting(share -> share.tasks()).containsExactly(4, 2);
    }

    @Test
    void the_status_says_the_round() {
        fixture.status.accepted(drop.acceptedFact());
        assertThat(message())
                .isEqualTo("Accepted: 2 tasks from 2 inputs, brought together in 1 merge round, in at most 3 rounds of"
                        + " both.");
        fixture.status.scheduled(drop.scheduledFact(0));
        fixture.status.started(drop.startedFact());
        assertThat(message()).isEqualTo("Round 1 of at most 3: running: 0 of 2 tasks done.");
        fixture.status.scheduled(drop.scheduledFact(1));
        assertThat(message()).isEqualTo("Round 1 of at most 3: merge round 1 of 1 is on Batch: 1 task.");
        fixture.status.scheduled(drop.scheduledFact(2));
        assertThat(message()).isEqualTo("Round 2 of at most 3: 2 tasks are on Batch.");
        clock.advance(Duration.ofSeconds(2));
        fixture.status.progressed(drop.progressedFact(2, 1));
        assertThat(message()).isEqualTo("Round 2 of at most 3: running: 1 of 2 tasks done.");
        assertThat(drop.postedStatus().progress()).isEqualTo(new DropStatus.Progress(2, 6, 2, 1, 0, null, 3));
    }

    @Test
    void rounds_that_have_not_begun_are_not_shown() {
        fixture.status.accepted(drop.acceptedFact());
        fixture.status.scheduled(drop.scheduledFact(0));
        assertThat(levels()).containsExactly("round 1 tasks of 2", "round 1 merge 1 of 1");

        fixture.status.scheduled(drop.scheduledFact(2));

        assertThat(levels())
                .containsExactly(
                        "round 1 tasks of 2", "round 1 merge 1 of 1", "round 2 tasks of 2", "round 2 merge 1 of 1");
        assertThat(fixture.tasks
                        .list(drop.submission, TaskFilter.ANY, null, 10)
                        .orElseThrow()
                        .tasks())
                .extracting((TaskSummary task) -> task.task() + " " + task.name())
                .containsExactly(
                        "0-000001 in-1.txt",
                        "0-000002 in-2.txt",
                        "1-000001 round 1, merge round 1, task 1",
                        "2-000001 in-1.txt",
                        "2-000002 in-2.txt",
                        "3-000001 round 2, merge round 1, task 1");
    }

    private HandlerResult round(int round) {
        drop.levelRuns(2 * round - 2);
        fixture.verify.verify(drop.levelCompleted(2 * round - 2));
        drop.levelRuns(2 * round - 1);
        return fixture.verify.verify(drop.levelCompleted(2 * round - 1));
    }

    private HandlerResult endingRound(int round) {
        drop.levelRuns(2 * round - 2);
        fixture.verify.verify(drop.levelCompleted(2 * round - 2));
        drop.taskUploads(TaskId.of(2 * round - 1, 1), Map.of("done", "", "result.txt", "2"));
        return fixture.verify.verify(drop.levelCompleted(2 * round - 1));
    }

    private ResultManifest manifest(String path) {
        return ModelJson.read(fixture.outputs.read(path).orElseThrow().bytes(), ResultManifest.class);
    }

    private String message() {
        return drop.postedStatus().message();
    }

    private List<String> levels() {
        return fixture.describe.describe(drop.submission).orElseThrow().levels().stream()
                .map((LevelSummary level) -> level.role().name() + " of " + level.tasks())
                .toList();
    }
}
