package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.microsoft.azure.batch.protocol.models.JobState;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.JobPaused;
import io.dropbatch.model.event.JobResumed;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.result.DropStatus;
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

/** A drop that pauses starts nothing, goes on where it was and comes to the same result, whatever dies meanwhile. */
@ExtendWith(SystemExtension.class)
class PauseTest {

    private static Map<String, String> undisturbed;

    @BeforeAll
    static void drop_undisturbed(RunningSystem system) throws IOException {
        system.publish("pausing", ExampleWorkloads.heldUpEachIn(system.home()));
        CompletedDrop drop = system.drop("pausing").marker();
        go(drop);
        undisturbed = ResultPackage.of(drop).hashes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scheduler.hold.stored results.onSubmission.pause-requested.handled",
                "scheduler.hold.asked"
                        + " scheduler.onSubmission.pause-requested.announced"
                        + " results.onJob.job-paused.announced",
            })
    void crashes_change_nothing(String points, RunningSystem system) throws IOException {
        system.awaitQuiet();
        CompletedDrop drop = system.drop("pausing").marker();
        drop.status(DropStatus.State.RUNNING);
        List<String> deaths = List.of(points.split(" "));
        deaths.forEach(system::arm);

        mark(drop, "_PAUSE");

        deaths.forEach(point -> awaitCrash(system, point));
        await("the pause in the status")
                .atMost(RunningSystem.LIMIT)
                .until(() -> drop.status().filter(DropStatus::pauses).isPresent());
        go(drop);
        await("the job to stand still").atMost(RunningSystem.LIMIT).until(() -> stateOf(drop) == JobState.DISABLED);
        assertThat(drop.outcomes()).isEmpty();
        List<String> further =
                deaths.stream().map(point -> point.replace("pause", "resume")).toList();
        further.forEach(system::arm);
        mark(drop, "_RESUME");
        further.forEach(point -> awaitCrash(system, point));
        assertThat(ResultPackage.of(drop).hashes()).isEqualTo(undisturbed);
        assertOnce(drop, UserRequest.Route.MARKER);
    }

    @Test
    void by_the_command_line(RunningSystem system) throws IOException {
        CompletedDrop drop = system.drop("pausing").marker();
        drop.status(DropStatus.State.RUNNING);

        assertThat(system.dropbatch("pause", nameOf(drop)).andWell().said()).contains("The drop is being paused");
        await("the pause in the status")
                .atMost(RunningSystem.LIMIT)
                .until(() -> drop.status().filter(DropStatus::pauses).isPresent());
        assertThat(system.dropbatch("list", "--state", "paused").andWell().said())
                .contains(nameOf(drop), "paused");
        go(drop);
        await("the job to stand still").atMost(RunningSystem.LIMIT).until(() -> stateOf(drop) == JobState.DISABLED);

        assertThat(system.dropbatch("resume", nameOf(drop)).andWell().said()).contains("The drop is being resumed");

        assertThat(ResultPackage.of(drop).hashes()).isEqualTo(undisturbed);
        assertOnce(drop, UserRequest.Route.API);
    }

    /** Lets the tasks come to their end. */
    private static void go(CompletedDrop drop) throws IOException {
        Files.createFile(drop.system().home().resolve("go-" + drop.submission()));
    }

    private static void mark(CompletedDrop drop, String marker) {
        drop.system()
                .container("inbox")
                .getBlobClient(drop.trigger().prefix() + marker)
                .upload(BinaryData.fromString(""), true);
    }

    private static void assertOnce(CompletedDrop drop, UserRequest.Route via) {
        drop.status(DropStatus.State.READY);
        drop.system().awaitQuiet();
        assertThat(drop.outcomes()).hasSize(1);
        assertThat(drop.announced(EventTopic.JOBS, JobPaused.class))
                .singleElement()
                .satisfies(paused -> assertThat(paused.request().via()).isEqualTo(via));
        assertThat(drop.announced(EventTopic.JOBS, JobResumed.class)).hasSize(1);
        assertThat(drop.announced(EventTopic.JOBS, JobStuck.class)).isEmpty();
    }

    private static JobState stateOf(CompletedDrop drop) throws IOException {
        JobId job = JobId.of(drop.submission(), 1);
        return drop.system().batch().jobOperations().getJob(job.value()).state();
    }

    private static void awaitCrash(RunningSystem system, String point) {
        await("a crash at " + point).atMost(RunningSystem.LIMIT).until(() -> !system.isArmed(point));
    }

    private static String nameOf(CompletedDrop drop) {
        String prefix = drop.trigger().prefix();
        return prefix.substring(0, prefix.length() - 1);
    }
}
