package io.dropbatch.results.app;

import static io.dropbatch.results.DropScenario.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitVerified;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.view.LevelSummary;
import io.dropbatch.model.view.TaskSummary;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.app.find.TaskFilter;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A drop that is split has a level before the map, whose number of tasks is not known until then. */
class SplitVerdictTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-29T10:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final DropScenario drop = DropScenario.toBeSplit(fixture, clock.instant());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_sound_split_asks_for_the_plan_of_the_map_each_time() {
        drop.levelRuns(0);

        HandlerResult first = fixture.verify.verify(drop.levelCompleted(0));
        HandlerResult again = fixture.verify.verify(drop.levelCompleted(0));

        LevelVerified level = (LevelVerified) first.announcements().getFirst();
        assertThat(level.sound()).isTrue();
        assertThat(level.last()).isFalse();
        assertThat(first.announcements().get(1))
                .isEqualTo(
                        new SplitVerified(drop.submission, "demo", drop.job, SystemLayout.levelOutputs(drop.job, 0)));
        assertThat(first.announcements()).hasSize(2);
        assertThat(again).isEqualTo(first);
    }

    @Test
    void a_failed_split_fails_the_drop_whatever_the_workload_tolerates() {
        Failure failure = new Failure(FailureCode.USER_EXIT, "it ended with 3", "0-000001", 3, null, null);
        drop.failed(TaskId.of(0, 1), failure);

        HandlerResult result = fixture.verify.verify(drop.levelCompleted(0, failure));

        assertThat(result.announcements()).noneMatch(SplitVerified.class::isInstance);
        OutputFailed failed = (OutputFailed) result.announcements().getFirst();
        assertThat(failed.failure().message()).isEqualTo("1 of 1 task failed. the split: it ended with 3.");
    }

    @Test
    void the_map_is_the_result_and_names_the_parts_that_its_tasks_were_made_from() {
        fixture.status.accepted(drop.acceptedFact());
        drop.levelRuns(0);
        fixture.verify.verify(drop.levelCompleted(0));
        DropScenario planned = drop.mapPlanned(2).levelRuns(1);

        HandlerResult result = fixture.verify.verify(planned.levelCompleted(1));

        OutputReady ready = (OutputReady) result.announcements().getFirst();
        ResultManifest manifest = ModelJson.read(
                fixture.outputs.read(ready.manifest()).orElseThrow().bytes(), ResultManifest.class);
        assertThat(manifest.levels()).containsExactly(1, 2);
        assertThat(manifest.outputs())
                .extracting(output -> output.task() + " " + output.inputs())
                .containsExactly("0-000001 []", "1-000001 [part-1.txt]", "1-000002 [part-2.txt]");
        assertThat(manifest.verification().inputs())
                .isEqualTo("2 were checked by SHA-256 on the node, 1 by their version at the end of the job");
        assertThat(manifest.lateInputs().count()).isZero();
    }

    @Test
    void an_input_that_was_replaced_while_the_job_ran_fails_the_drop() {
        drop.levelRuns(0);
        fixture.verify.verify(drop.levelCompleted(0));
        fixture.inbox.write("demo/d1/in-1.txt", bytes("another"), "text/plain");

        HandlerResult result =
                fixture.verify.verify(drop.mapPlanned(2).levelRuns(1).levelCompleted(1));

        assertThat(((OutputFailed) result.announcements().getFirst()).failure().code())
                .isEqualTo(FailureCode.INPUT_CHANGED);
    }

    @Test
    void a_refused_map_fails_the_drop_and_lists_what_the_split_wrote() {
        drop.levelRuns(0);
        fixture.verify.verify(drop.levelCompleted(0));
        Failure refusal = Failure.of(FailureCode.QUOTA, "The drop makes 9 tasks.");

        HandlerResult result = fixture.conclude.closed(new JobClosed(drop.submission, "demo", drop.job, refusal));

        OutputFailed failed = (OutputFailed) result.announcements().getFirst();
        assertThat(failed.failure().code()).isEqualTo(FailureCode.QUOTA);
        ResultManifest manifest = ModelJson.read(
                fixture.outputs.read(failed.manifest()).orElseThrow().bytes(), ResultManifest.class);
        assertThat(manifest.outputs())
                .extracting(output -> output.task().value())
                .containsExactly("0-000001");
    }

    @Test
    void the_status_says_splitting_and_then_counts_the_tasks_of_the_map() {
        fixture.status.accepted(drop.acceptedFact());
        assertThat(drop.postedStatus().message())
                .isEqualTo("Accepted: 1 input to be split first; how many tasks that makes is known then.");
        fixture.status.scheduled(drop.scheduledFact(0));
        assertThat(drop.postedStatus().message())
                .isEqualTo("On Batch: the task that splits the drop waits for a node.");
        fixture.status.started(drop.startedFact());
        assertThat(drop.postedStatus().message()).isEqualTo("Splitting: 0 of 1 task done.");
        assertThat(drop.postedStatus().progress()).isEqualTo(new Progress(0, 2, 1, 0, 0, 1, null));

        DropScenario planned = drop.mapPlanned(3);
        fixture.status.planned(new SplitPlanned(
                drop.submission, "demo", drop.job, SystemLayout.mapPlan(drop.submission), List.of(1, 3), 1, 3, 9));
        fixture.status.scheduled(planned.scheduledFact(1));
        assertThat(drop.postedStatus().message()).isEqualTo("The drop is split: 3 tasks are on Batch.");
        clock.advance(Duration.ofSeconds(2));
        fixture.status.progressed(planned.progressedFact(1, 2));
        assertThat(drop.postedStatus().state()).isEqualTo(DropStatus.State.RUNNING);
        assertThat(drop.postedStatus().message()).isEqualTo("Running: 2 of 3 tasks done.");
    }

    @Test
    void only_levels_of_which_the_tasks_are_known_are_shown() {
        fixture.status.accepted(drop.acceptedFact());
        assertThat(levels()).containsExactly("split of 1");
        assertThat(tasks()).containsExactly("0-000001 the split");

        drop.mapPlanned(2);

        assertThat(levels()).containsExactly("split of 1", "tasks of 2");
        assertThat(tasks()).containsExactly("0-000001 the split", "1-000001 part-1.txt", "1-000002 part-2.txt");
    }

    private List<String> levels() {
        return fixture.describe.describe(drop.submission).orElseThrow().levels().stream()
                .map((LevelSummary level) -> level.role().name() + " of " + level.tasks())
                .toList();
    }

    private List<String> tasks() {
        return fixture.tasks.list(drop.submission, TaskFilter.ANY, null, 10).orElseThrow().tasks().stream()
                .map((TaskSummary task) -> task.task() + " " + task.name())
                .toList();
    }
}
