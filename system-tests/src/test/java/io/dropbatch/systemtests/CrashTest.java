package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.result.DropStatus;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes die at the worst moments; nobody outside can tell from what comes out. */
@ExtendWith(HouseExtension.class)
class CrashTest {

    private static Map<String, String> undisturbed;

    @BeforeAll
    static void drop_undisturbed(House house) {
        house.publish("counting", Workloads.COUNTING);
        house.publish("many", Workloads.MANY);
        undisturbed = ResultPackage.of(house.drop("counting").marker()).hashes();
    }

    /** Two services die in the life of each drop, so that their restarts overlap with the rest of it. */
    @ParameterizedTest
    @CsvSource({
        "submission.onStorageEvent.handled, results.onSubmission.submission-accepted.handled",
        "scheduler.onSubmission.submission-accepted.handled, results.onJob.level-completed.handled",
        "scheduler.onWork.submit-slice.handled, monitor.recorded",
        "monitor.onJob.job-scheduled.handled, scheduler.onJob.level-verified.handled",
        "submission.onStorageEvent.announced, monitor.signalled",
        "scheduler.onSubmission.submission-accepted.announced, results.onJob.level-completed.announced",
        "scheduler.onWork.submit-slice.announced, monitor.announced",
        "monitor.onJob.job-scheduled.announced, scheduler.onJob.level-verified.announced",
    })
    void crashes_change_nothing(String early, String late, House house) {
        house.awaitQuiet();
        house.arm(early);
        house.arm(late);

        Dropped drop = house.drop("counting").marker();

        awaitCrash(house, early);
        awaitCrash(house, late);
        assertThat(ResultPackage.of(drop).hashes()).isEqualTo(undisturbed);
        assertOneOfEverything(drop, 7);
    }

    @Test
    void a_crash_in_mid_submission_changes_nothing(House house) {
        house.awaitQuiet();
        house.arm("scheduler.mid-submission");

        Dropped drop = house.drop("many").marker();

        awaitCrash(house, "scheduler.mid-submission");
        assertThat(ResultPackage.of(drop).contents()).hasSize(120);
        assertOneOfEverything(drop, 120);
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
        Await.until("a crash at " + point, House.LIMIT, () -> !house.isArmed(point));
    }

    private static void assertOneOfEverything(Dropped drop, int tasks) {
        drop.status(DropStatus.State.READY);
        drop.house().awaitQuiet();
        assertThat(drop.outcomes()).hasSize(1);
        assertThat(BatchJobs.of(drop)).containsExactly(drop.submission() + "-1");
        assertThat(BatchJobs.tasks(drop)).hasSize(tasks).doesNotHaveDuplicates();
    }
}
