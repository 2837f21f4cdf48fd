package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.result.CarriedTasks;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest.AttemptShare;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.CommandRun.Ended;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A retry runs what failed and nothing else, and leads to one result whoever asks, how often, and what dies meanwhile. */
@ExtendWith(SystemExtension.class)
class RetryTest {

    private static final int TASKS = 20;
    private static final int FAILED = 3;

    private static Map<String, String> undisturbed;

    @BeforeAll
    static void retry_undisturbed(RunningSystem system) throws IOException {
        system.publish("failing-at-first", ExampleWorkloads.failingAtFirst(system.home()));
        system.publish("counting", ExampleWorkloads.COUNTING);
        CompletedDrop drop = failed(system);

        Ended ended = system.dropbatch("retry", nameOf(drop));

        assertThat(ended.andWell().said()).contains("Attempt 2 begins");
        ResultPackage result = ResultPackage.ofRetried(drop);
        assertThat(result.result().values()).containsExactly("210\n");
        assertThat(result.manifest().attempts())
                .containsExactly(
                        new AttemptShare(1, job(drop, 1), TASKS - FAILED),
                        new AttemptShare(2, job(drop, 2), FAILED + 3));
        assertRetriedOnce(drop, UserRequest.Route.API);
        undisturbed = result.hashes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "results.onSubmission.retry-requested.handled"
                        + " results.retry.level-carried"
                        + " scheduler.onJob.job-retried.handled"
                        + " monitor.onJob.job-scheduled.handled",
                "results.onSubmission.retry-requested.announced"
                        + " results.onWork.begin-attempt.announced"
                        + " scheduler.onJob.job-retried.announced"
                        + " monitor.recorded"
                        + " results.onJob.level-completed.handled",
            })
    void crashes_change_nothing(String points, RunningSystem system) throws IOException {
        CompletedDrop drop = failed(system);
        List<String> deaths = List.of(points.split(" "));
        deaths.forEach(system::arm);

        system.container("inbox")
                .getBlobClient(drop.trigger().prefix() + "_RETRY")
                .upload(BinaryData.fromString(""), true);

        deaths.forEach(point ->
                await("a crash at " + point).atMost(RunningSystem.LIMIT).until(() -> !system.isArmed(point)));
        assertThat(ResultPackage.ofRetried(drop).hashes()).isEqualTo(undisturbed);
        assertRetriedOnce(drop, UserRequest.Route.MARKER);
    }

    @Test
    void a_drop_that_has_not_failed_is_told_so(RunningSystem system) {
        CompletedDrop drop = system.drop("counting").marker();
        drop.ready();
        drop.status(DropStatus.State.READY);

        Ended ended = system.dropbatch("retry", nameOf(drop));

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.said()).contains("The drop is ready: nothing failed, so there is nothing to try again.");
        system.container("inbox")
                .getBlobClient(drop.trigger().prefix() + "_RETRY")
                .upload(BinaryData.fromString(""), true);
        await("an answer beside the trigger")
                .atMost(RunningSystem.LIMIT)
                .until(() -> drop.status()
                        .filter(status -> status.answer() != null)
                        .filter(status -> status.answer().message().startsWith("Not retried. The drop is ready"))
                        .isPresent());
        assertThat(drop.announced(EventTopic.JOBS, JobRetried.class)).isEmpty();
    }

    @Test
    void a_split_is_taken_over_while_the_map_runs_what_failed(RunningSystem system) throws IOException {
        system.publish("split-and-failing", ExampleWorkloads.failingAtFirstAfterSplit(system.home()));
        CompletedDrop drop = system.drop("split-and-failing")
                .withUnlisted("text.txt", "a\nb\nc\n")
                .marker();
        failsAfter(2, 1, drop);

        assertThat(system.dropbatch("retry", nameOf(drop)).andWell().said()).contains("Attempt 2 begins");

        ResultPackage result = ResultPackage.ofRetried(drop);
        assertThat(result.result().values()).containsExactly("A\nB\nC\n");
        assertThat(result.manifest().levels()).containsExactly(1, 3, 1);
        assertThat(result.manifest().attempts())
                .containsExactly(new AttemptShare(1, job(drop, 1), 3), new AttemptShare(2, job(drop, 2), 2));
        assertThat(drop.announced(EventTopic.JOBS, JobRetried.class))
                .singleElement()
                .satisfies(retried -> {
                    assertThat(retried.levels()).containsExactly(1, 3, 1);
                    assertThat(retried.carried()).isEqualTo(new CarriedTasks(1, 2));
                });
        assertThat(drop.announced(EventTopic.SUBMISSIONS, SplitPlanned.class)).hasSize(1);
        assertThat(BatchJobs.tasks(system, job(drop, 2))).containsExactlyInAnyOrder("1-000002", "2-000001");
        assertThat(Files.readAllLines(system.home().resolve("ran-" + drop.submission() + "-1")))
                .containsExactlyInAnyOrder("split", "1", "2", "3");
        assertThat(Files.readAllLines(system.home().resolve("ran-" + drop.submission() + "-2")))
                .containsExactly("2");
    }

    /** A drop of which all tasks have succeeded but for three. */
    private static CompletedDrop failed(RunningSystem system) throws IOException {
        system.awaitQuiet();
        CompletedDrop drop = system.drop("failing-at-first").marker();
        failsAfter(TASKS - 1, FAILED, drop);
        return drop;
    }

    /** Lets the task fail that waits for it, once the others have ended. */
    private static void failsAfter(int others, int failing, CompletedDrop drop) throws IOException {
        RunningSystem system = drop.system();
        await("the end of the other tasks")
                .atMost(RunningSystem.LIMIT)
                .until(() -> drop.announced(EventTopic.JOBS, JobProgressed.class).stream()
                        .anyMatch(progress -> progress.completed() == others));
        Files.createFile(system.home().resolve("go-" + drop.submission()));
        OutputFailed failed = drop.failed();
        assertThat(failed.failedTasks()).isEqualTo(failing);
        drop.status(DropStatus.State.FAILED);
        system.awaitQuiet();
    }

    private static void assertRetriedOnce(CompletedDrop drop, UserRequest.Route via) throws IOException {
        RunningSystem system = drop.system();
        drop.status(DropStatus.State.READY);
        system.awaitQuiet();
        assertThat(drop.outcomes()).hasSize(2);
        assertThat(drop.announced(EventTopic.JOBS, JobRetried.class))
                .singleElement()
                .satisfies(retried -> {
                    assertThat(retried.request().via()).isEqualTo(via);
                    assertThat(retried.carried()).isEqualTo(new CarriedTasks(0, TASKS - FAILED));
                    assertThat(retried.tasks()).isEqualTo(FAILED + 3);
                });
        assertThat(BatchJobs.tasks(system, job(drop, 2)))
                .containsExactlyInAnyOrder("0-000003", "0-000007", "0-000012", "1-000001", "1-000002", "2-000001");
        assertThat(Files.readAllLines(system.home().resolve("ran-" + drop.submission() + "-2")))
                .containsExactlyInAnyOrder("3", "7", "12");
        assertThat(drop.announced(EventTopic.TASKS, TaskCompleted.class))
                .filteredOn(task -> task.job().equals(job(drop, 2)))
                .hasSize(FAILED + 3);
    }

    private static JobId job(CompletedDrop drop, int attempt) {
        return JobId.of(drop.submission(), attempt);
    }

    private static String nameOf(CompletedDrop drop) {
        String prefix = drop.trigger().prefix();
        return prefix.substring(0, prefix.length() - 1);
    }
}
