package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.result.DropStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events that come twice, late or not at all. */
@ExtendWith(HouseExtension.class)
class DuplicatesTest {

    @BeforeAll
    static void publish(House house) {
        house.publish("counting", Workloads.COUNTING);
    }

    @Test
    void copies_of_an_event_in_both_schemas_make_one_job(House house) {
        Dropped drop = house.drop("counting").marker();
        BlobEvents events = new BlobEvents(house);

        events.sendCloudEvent(drop.trigger());
        events.sendGridEvent(drop.trigger());
        drop.ready();
        events.sendCloudEvent(drop.trigger());
        events.sendGridEvent(drop.trigger());

        assertOneJob(drop);
    }

    @Test
    void an_event_that_storage_raises_twice_makes_one_job(House house) {
        house.awaitQuiet();
        StorageFaults.of(house).set("duplicate=2");

        Dropped drop = house.drop("counting").marker();

        assertOneJob(drop);
    }

    @Test
    void a_lost_event_is_made_up_for_by_the_sweep(House house) {
        house.awaitQuiet();
        double before = Metrics.of(house, "SUBMISSION_URL", "dropbatch_drops_recovered_total");
        StorageFaults.of(house).set("drop=1");

        Dropped drop = house.drop("counting").marker();

        assertOneJob(drop);
        assertThat(Metrics.of(house, "SUBMISSION_URL", "dropbatch_drops_recovered_total"))
                .isEqualTo(before + 1);
    }

    @Test
    void an_event_that_comes_after_the_sweep_makes_no_other_job(House house) {
        house.awaitQuiet();
        StorageFaults.of(house).set("delay=1&delayMillis=12000");

        Dropped drop = house.drop("counting").marker();

        drop.ready();
        double handled = Metrics.of(house, "SUBMISSION_URL", Quiet.COUNTER);
        await("the late event")
                .atMost(House.LIMIT)
                .until(() -> Metrics.of(house, "SUBMISSION_URL", Quiet.COUNTER) > handled);
        assertOneJob(drop);
    }

    @Test
    void a_trigger_uploaded_again_makes_a_new_job(House house) {
        Dropped first = house.drop("counting").marker();
        first.status(DropStatus.State.READY);

        Dropped second = first.again();

        assertThat(second.submission()).isNotEqualTo(first.submission());
        assertOneJob(second);
        assertOneJob(first);
        assertThat(second.status(DropStatus.State.READY).submission()).isEqualTo(second.submission());
    }

    private static void assertOneJob(Dropped drop) {
        ResultPackage result = ResultPackage.of(drop);
        drop.house().awaitQuiet();
        assertThat(result.result().values()).containsExactly("10\n");
        assertThat(drop.outcomes()).hasSize(1);
        assertThat(drop.announced(EventTopic.SUBMISSIONS, SubmissionAccepted.class))
                .hasSize(1);
        assertThat(BatchJobs.of(drop)).containsExactly(drop.submission() + "-1");
    }
}
