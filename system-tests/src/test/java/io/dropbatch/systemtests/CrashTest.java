package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.storage.blob.specialized.BlobLeaseClient;
import io.dropbatch.model.result.DropStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes die between any two effects, and the results stay the same. */
@ExtendWith(HouseExtension.class)
class CrashTest {

    private static Map<String, String> undisturbed;

    @BeforeAll
    static void drop_undisturbed(House house) {
        house.publish("counting", Workloads.COUNTING);
        house.publish("many", Workloads.MANY);
        house.publish("listed-copies", Workloads.LISTED_COPIES);
        undisturbed = ResultPackage.of(house.drop("counting").marker()).hashes();
    }

    /** Several services die in the life of each drop, so that their restarts overlap with the rest of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "submission.onStorageEvent.handled"
                        + " monitor.onTaskSignal.handled"
                        + " results.onSubmission.submission-accepted.handled",
                "scheduler.onSubmission.submission-accepted.handled"
                        + " monitor.onTaskSignal.announced"
                        + " results.onJob.level-completed.handled",
                "scheduler.onWork.submit-slice.handled monitor.recorded results.onJob.job-closed.handled",
                "monitor.onJob.job-scheduled.handled"
                        + " scheduler.onJob.level-verified.handled"
                        + " results.onJob.job-closed.announced",
                "submission.onStorageEvent.announced"
                        + " monitor.signalled"
                        + " results.onSubmission.submission-accepted.announced",
                "scheduler.onSubmission.submission-accepted.announced results.onJob.level-completed.announced",
                "scheduler.onWork.submit-slice.announced monitor.announced",
                "monitor.onJob.job-scheduled.announced scheduler.onJob.level-verified.announced",
            })
    void crashes_change_nothing(String points, House house) {
        house.awaitQuiet();
        List<String> deaths = List.of(points.split(" "));
        deaths.forEach(house::arm);

        Dropped drop = house.drop("counting").marker();

        deaths.forEach(point -> awaitCrash(house, point));
        assertThat(ResultPackage.of(drop).hashes()).isEqualTo(undisturbed);
        assertOneOfEverything(drop, 7);
    }

    @Test
    void crashes_while_many_tasks_are_submitted_and_verified_change_nothing(House house) {
        house.awaitQuiet();
        List<String> deaths = List.of(
                "scheduler.mid-submission",
                "results.onWork.verify-level.handled",
                "results.onWork.verify-level.announced");
        deaths.forEach(house::arm);

        Dropped drop = house.drop("many").marker();

        deaths.forEach(point -> awaitCrash(house, point));
        assertThat(ResultPackage.of(drop).contents()).hasSize(120);
        assertOneOfEverything(drop, 120);
    }

    @Test
    void crashes_while_a_drop_waits_change_nothing(House house) {
        house.awaitQuiet();
        house.arm("submission.onWork.look.handled");
        house.arm("submission.onWork.look.announced");
        Drop files = house.drop("listed-copies").listing("late.txt", 3, Sha256.of("123".getBytes(UTF_8)));
        Dropped drop = files.manifest();

        awaitCrash(house, "submission.onWork.look.handled");
        awaitCrash(house, "submission.onWork.look.announced");

        files.withUnlisted("late.txt", "123").uploaded();
        assertThat(ResultPackage.of(drop).result().values()).containsExactly("123");
        assertOneOfEverything(drop, 1);
    }

    @Test
    void crashes_while_an_outcome_cannot_be_told_change_nothing(House house) throws IOException {
        house.awaitQuiet();
        Path go = house.home().resolve("go");
        house.publish("held-up", Workloads.heldUpBy(go));
        Dropped drop = house.drop("held-up").marker();
        drop.status(DropStatus.State.RUNNING);
        BlobLeaseClient lease = drop.leaseOnStatus();
        lease.acquireLease(-1);
        house.arm("results.onWork.tell-outcome.handled");
        house.arm("results.onWork.tell-outcome.announced");

        Files.createFile(go);
        drop.ready();
        lease.releaseLease();

        awaitCrash(house, "results.onWork.tell-outcome.handled");
        awaitCrash(house, "results.onWork.tell-outcome.announced");
        assertOneOfEverything(drop, 1);
    }

    @Test
    void killing_bus_storage_and_batch_in_mid_run_changes_nothing(House house) {
        house.awaitQuiet();
        Dropped drop = house.drop("many").marker();
        drop.status(DropStatus.State.RUNNING);

        house.processes().signal("KILL", "local-azure");

        assertThat(ResultPackage.of(drop).contents()).hasSize(120);
        assertOneOfEverything(drop, 120);
    }

    private static void awaitCrash(House house, String point) {
        await("a crash at " + point).atMost(House.LIMIT).until(() -> !house.isArmed(point));
    }

    private static void assertOneOfEverything(Dropped drop, int tasks) {
        drop.status(DropStatus.State.READY);
        drop.house().awaitQuiet();
        assertThat(drop.outcomes()).hasSize(1);
        assertThat(BatchJobs.of(drop)).containsExactly(drop.submission() + "-1");
        assertThat(BatchJobs.tasks(drop)).hasSize(tasks).doesNotHaveDuplicates();
    }
}
