package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.CommandRun.Ended;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file by itself that somebody cancels or tries again gets one outcome for each try, whatever dies meanwhile. */
@ExtendWith(SystemExtension.class)
class FileActionsTest {

    private static final String TASK_HANDLED = "results.onTask.task-completed.handled";

    @BeforeEach
    void publish(RunningSystem system) throws IOException {
        Path gates = Files.createDirectories(system.home().resolve("gates"));
        Files.deleteIfExists(gates.resolve("later"));
        Files.write(gates.resolve("open"), new byte[0]);
        system.publish("gated", ExampleWorkloads.gated(gates));
        system.publish(
                "gated-long",
                ExampleWorkloads.gated(gates)
                        .replace("name: gated", "name: gated-long")
                        .replace("idle: 4s", "idle: 20s"));
        system.awaitQuiet();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submission.onSubmission.cancel-requested.handled"
                        + " results.onSubmission.cancel-located.announced"
                        + " scheduler.onJob.task-cancelled.handled",
                "submission.onSubmission.cancel-requested.announced"
                        + " results.onSubmission.cancel-located.handled"
                        + " scheduler.onJob.task-cancelled.announced",
            })
    void a_file_is_cancelled_alone_while_its_job_runs(String points, RunningSystem system) throws IOException {
        PreparedDrop folder = system.drop("gated");
        CompletedDrop quick = folder.file("quick.txt", "open");
        CompletedDrop stuck = folder.file("stuck.txt", "never");
        CompletedDrop other = folder.file("other.txt", "later");
        JobId job = quick.ready().job();
        List<String> deaths = List.of(points.split(" "));
        deaths.forEach(system::arm);

        Ended ended = system.dropbatch("cancel", stuck.trigger().path());

        assertThat(ended.andWell().said()).contains("The file is being cancelled; it was waiting.");
        awaitDeaths(deaths, system);
        OutputFailed failed = stuck.failed();
        assertThat(failed.failure().code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(failed.job()).isEqualTo(job);
        await("the end of its task")
                .atMost(RunningSystem.LIMIT)
                .until(() -> BatchJobs.endedTasks(system, job).size() == 2);
        Files.write(system.home().resolve("gates/later"), new byte[0]);
        assertThat(ResultPackage.of(other).result().values()).containsExactly("later");
        system.awaitQuiet();
        for (CompletedDrop file : List.of(quick, stuck, other)) {
            assertThat(file.outcomes()).hasSize(1);
        }
        stuck.status(DropStatus.State.FAILED);
        BatchJobs.awaitEnd(system, job);
    }

    @Test
    void a_file_that_waits_for_its_job_is_rejected_alone(RunningSystem system) {
        PreparedDrop folder = system.drop("gated-long");
        CompletedDrop kept = folder.file("kept.txt", "open");
        CompletedDrop unwanted = folder.file("unwanted.txt", "open");
        unwanted.status(DropStatus.State.WAITING);
        List<String> deaths = List.of(
                "submission.onSubmission.cancel-requested.handled",
                "submission.onWork.check-window.handled",
                "submission.onWork.finish-window.announced");
        deaths.forEach(system::arm);

        String id = unwanted.submission().value();
        assertThat(system.dropbatch("cancel", id).andWell().said())
                .contains("The file is being cancelled; it was waiting. 'dropbatch watch " + id + "' shows it.");

        SubmissionRejected rejected = unwanted.rejected();
        assertThat(rejected.failure().code()).isEqualTo(FailureCode.CANCELLED);
        awaitDeaths(deaths, system);
        assertThat(ResultPackage.of(kept).result().values()).containsExactly("open");
        system.awaitQuiet();
        assertThat(unwanted.outcomes()).containsExactly(rejected);
        unwanted.status(DropStatus.State.REJECTED);
        assertThat(system.dropbatch("watch", id).exitCode()).isEqualTo(1);
        assertThat(BatchJobs.tasks(system, kept.ready().job())).hasSize(1);
    }

    @Test
    void a_file_that_was_cancelled_is_tried_again(RunningSystem system) throws IOException {
        PreparedDrop folder = system.drop("gated");
        CompletedDrop quick = folder.file("quick.txt", "open");
        CompletedDrop file = folder.file("file.txt", "later");
        quick.ready();
        system.dropbatch("cancel", file.trigger().path()).andWell();
        OutputFailed cancelled = file.failed();
        file.status(DropStatus.State.FAILED);
        Files.write(system.home().resolve("gates/later"), new byte[0]);
        List<String> deaths = List.of(
                "submission.onSubmission.retry-requested.handled",
                "results.onSubmission.submission-received.announced",
                "submission.onWork.finish-window.handled");
        deaths.forEach(system::arm);

        system.dropbatch("retry", file.trigger().path()).andWell();
        system.arm(TASK_HANDLED);

        awaitDeaths(deaths, system);
        awaitDeaths(List.of(TASK_HANDLED), system);
        ResultPackage result = ResultPackage.ofRetried(file);
        assertThat(result.result().values()).containsExactly("later");
        assertThat(result.manifest().job()).isNotEqualTo(cancelled.job());
        assertThat(BatchJobs.tasks(system, result.manifest().job())).hasSize(1);
        system.awaitQuiet();
        assertThat(file.outcomes()).hasSize(2);
        assertThat(quick.outcomes()).hasSize(1);
        file.status(DropStatus.State.READY);
    }

    @Test
    void all_files_of_a_job_are_cancelled_by_its_id(RunningSystem system) throws IOException {
        PreparedDrop folder = system.drop("gated");
        CompletedDrop quick = folder.file("quick.txt", "open");
        List<CompletedDrop> stuck = List.of(folder.file("one.txt", "never"), folder.file("two.txt", "never"));
        JobId job = quick.ready().job();

        String id = job.submission().value();
        assertThat(system.dropbatch("cancel", id).andWell().said()).contains("'dropbatch watch " + id + "' shows it.");
        system.dropbatch("watch", id).andWell();

        for (CompletedDrop file : stuck) {
            assertThat(file.failed().failure().code()).isEqualTo(FailureCode.CANCELLED);
            file.status(DropStatus.State.FAILED);
        }
        BatchJobs.awaitEnd(system, job);
        system.awaitQuiet();
        quick.status(DropStatus.State.READY);
        assertThat(quick.outcomes()).hasSize(1);
        assertThat(stuck).allSatisfy(file -> assertThat(file.outcomes()).hasSize(1));
    }

    private static void awaitDeaths(List<String> points, RunningSystem system) {
        points.forEach(point ->
                await("a crash at " + point).atMost(RunningSystem.LIMIT).until(() -> !system.isArmed(point)));
    }
}
