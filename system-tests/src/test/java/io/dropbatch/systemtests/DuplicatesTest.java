package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.BlobEvents;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.ServiceMetrics;
import io.dropbatch.systemtests.fixture.StorageFaults;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events that come twice, late or not at all. */
@ExtendWith(SystemExtension.class)
class DuplicatesTest {

    private static final String ABSORBED = "dropbatch_events_absorbed_total";

    @BeforeAll
    static void publish(RunningSystem system) {
        system.publish("counting", ExampleWorkloads.COUNTING);
    }

    @Test
    void copies_of_an_event_in_both_schemas_make_one_job(RunningSystem system) {
        CompletedDrop drop = system.drop("counting").marker();
        BlobEvents events = new BlobEvents(system);

        events.sendCloudEvent(drop.trigger());
        events.sendGridEvent(drop.trigger());
        drop.ready();
        events.sendCloudEvent(drop.trigger());
        events.sendGridEvent(drop.trigger());

        assertOneJob(drop);
    }

    @Test
    void an_event_that_storage_raises_twice_makes_one_job(RunningSystem system) {
        system.awaitQuiet();
        StorageFaults.of(system).set("duplicate=2");

        CompletedDrop drop = system.drop("counting").marker();

        assertOneJob(drop);
    }

    @Test
    void a_lost_event_is_made_up_for_by_the_sweep(RunningSystem system) {
        system.awaitQuiet();
        double before = ServiceMetrics.of(system, "SUBMISSION_URL", "dropbatch_sweep_recoveries_total");
        StorageFaults.of(system).set("drop=1");

        CompletedDrop drop = system.drop("counting").marker();

        assertOneJob(drop);
        assertThat(ServiceMetrics.of(system, "SUBMISSION_URL", "dropbatch_sweep_recoveries_total"))
                .isEqualTo(before + 1);
    }

    @Test
    void an_event_that_comes_after_the_sweep_makes_no_other_job(RunningSystem system) {
        system.awaitQuiet();
        double before = ServiceMetrics.of(system, "SUBMISSION_URL", ABSORBED);
        StorageFaults.of(system).set("delay=1&delayMillis=12000");

        CompletedDrop drop = system.drop("counting").marker();

        drop.ready();
        await("the late event")
                .atMost(RunningSystem.LIMIT)
                .until(() -> ServiceMetrics.of(system, "SUBMISSION_URL", ABSORBED) > before);
        assertOneJob(drop);
    }

    @Test
    void a_trigger_uploaded_again_makes_a_new_job(RunningSystem system) {
        CompletedDrop first = system.drop("counting").marker();
        first.status(DropStatus.State.READY);
        // Sooner it would be the same trigger, written twice: storage tells times in whole seconds.
        await("a later second")
                .until(() -> Instant.now().isAfter(first.trigger().uploadedAt().plusSeconds(3)));

        CompletedDrop second = first.again();

        assertThat(second.submission()).isNotEqualTo(first.submission());
        assertOneJob(second);
        assertOneJob(first);
        assertThat(second.status(DropStatus.State.READY).submission()).isEqualTo(second.submission());
    }

    private static void assertOneJob(CompletedDrop drop) {
        ResultPackage result = ResultPackage.of(drop);
        drop.system().awaitQuiet();
        assertThat(result.result().values()).containsExactly("10\n");
        assertThat(drop.outcomes()).hasSize(1);
        assertThat(drop.announced(EventTopic.SUBMISSIONS, SubmissionAccepted.class))
                .hasSize(1);
        assertThat(BatchJobs.of(drop)).containsExactly(drop.submission() + "-1");
    }
}
