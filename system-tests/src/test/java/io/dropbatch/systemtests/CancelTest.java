package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.CommandRun.Ended;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.Sha256;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drop that somebody cancels gets one outcome and leaves nothing on Batch, whenever it is and whatever dies meanwhile. */
@ExtendWith(SystemExtension.class)
class CancelTest {

    @BeforeEach
    void publish(RunningSystem system) {
        // Nobody makes the file: the task runs until it is ended.
        Path never = system.home().resolve("never");
        system.publish("unending", ExampleWorkloads.heldUpBy(never).replace("held-up", "unending"));
        system.publish("listed-copies", ExampleWorkloads.LISTED_COPIES);
        system.publish("counting", ExampleWorkloads.COUNTING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "results.cancel.decided"
                        + " scheduler.onJob.job-cancelled.handled"
                        + " results.onSubmission.cancel-requested.announced"
                        + " results.onJob.job-closed.handled",
                "results.onSubmission.cancel-requested.handled"
                        + " submission.onSubmission.cancel-requested.handled"
                        + " scheduler.close.terminated"
                        + " results.cancel.settled"
                        + " scheduler.onJob.job-cancelled.announced",
            })
    void crashes_change_nothing(String points, RunningSystem system) throws IOException {
        system.awaitQuiet();
        CompletedDrop drop = system.drop("unending").marker();
        drop.status(DropStatus.State.RUNNING);
        List<String> deaths = List.of(points.split(" "));
        deaths.forEach(system::arm);

        Ended ended = system.dropbatch("cancel", nameOf(drop));

        assertThat(ended.andWell().said()).contains("The drop is being cancelled; it was running.");
        deaths.forEach(point ->
                await("a crash at " + point).atMost(RunningSystem.LIMIT).until(() -> !system.isArmed(point)));
        assertCancelled(drop, CancelRequest.Route.API);
    }

    @Test
    void by_a_marker_beside_the_trigger(RunningSystem system) throws IOException {
        CompletedDrop drop = system.drop("unending").marker();
        drop.status(DropStatus.State.RUNNING);

        system.container("inbox")
                .getBlobClient(drop.trigger().prefix() + "_CANCEL")
                .upload(BinaryData.fromString(""), true);

        assertCancelled(drop, CancelRequest.Route.MARKER);
    }

    @Test
    void by_deleting_the_trigger(RunningSystem system) throws IOException {
        CompletedDrop drop = system.drop("unending").marker();
        drop.status(DropStatus.State.RUNNING);

        system.container("inbox").getBlobClient(drop.trigger().path()).delete();

        assertCancelled(drop, CancelRequest.Route.TRIGGER_DELETED);
    }

    @Test
    void a_drop_that_waits_for_inputs_is_rejected(RunningSystem system) {
        PreparedDrop files =
                system.drop("listed-copies").listing("late.txt", 3, Sha256.of("123".getBytes(StandardCharsets.UTF_8)));
        CompletedDrop drop = files.manifest();
        drop.status(DropStatus.State.WAITING);
        await("the event about it")
                .atMost(RunningSystem.LIMIT)
                .until(() -> drop.status()
                        .filter(status -> status.missingCount() == 1)
                        .isPresent());

        system.dropbatch("cancel", drop.submission().value()).andWell();

        SubmissionRejected rejected = drop.rejected();
        assertThat(rejected.failure().code()).isEqualTo(FailureCode.CANCELLED);
        files.withUnlisted("late.txt", "123").uploaded();
        system.awaitQuiet();
        assertThat(drop.outcomes()).containsExactly(rejected);
        drop.status(DropStatus.State.REJECTED);
    }

    @Test
    void a_drop_that_has_ended_stays_as_it_is(RunningSystem system) {
        CompletedDrop drop = system.drop("counting").marker();
        drop.ready();
        drop.status(DropStatus.State.READY);

        Ended ended = system.dropbatch("cancel", nameOf(drop));

        assertThat(ended.andWell().said()).contains("has ended already and stays as it is: ready");
        system.awaitQuiet();
        assertThat(drop.outcomes()).hasSize(1);
        assertThat(drop.announced(EventTopic.JOBS, JobCancelled.class)).isEmpty();
    }

    private static void assertCancelled(CompletedDrop drop, CancelRequest.Route via) throws IOException {
        OutputFailed failed = drop.failed();
        assertThat(failed.failure().code()).isEqualTo(FailureCode.CANCELLED);
        drop.status(DropStatus.State.FAILED);
        await("the end of the job of " + drop)
                .atMost(RunningSystem.LIMIT)
                .until(() -> !drop.announced(EventTopic.JOBS, JobClosed.class).isEmpty());
        drop.system().awaitQuiet();
        assertThat(drop.outcomes()).containsExactly(failed);
        assertThat(drop.announced(EventTopic.JOBS, JobCancelled.class))
                .singleElement()
                .satisfies(event -> assertThat(event.request().via()).isEqualTo(via));
        BatchJobs.awaitEnd(drop.system(), failed.job());
    }

    private static String nameOf(CompletedDrop drop) {
        String prefix = drop.trigger().prefix();
        return prefix.substring(0, prefix.length() - 1);
    }
}
