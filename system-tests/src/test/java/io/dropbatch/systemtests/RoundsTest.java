package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.RoundSummary;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Map and merge are repeated, each time with what the merge before wrote, until one writes a file. */
@ExtendWith(SystemExtension.class)
class RoundsTest {

    @Test
    void rounds_go_on_until_a_merge_has_enough(RunningSystem system) {
        system.publish("rising", ExampleWorkloads.RISING);

        CompletedDrop drop = system.drop("rising").marker();

        ResultPackage result = ResultPackage.of(drop);
        assertThat(result.result()).isEqualTo(Map.of("5-000001/sum.txt", "21\n", "5-000001/enough", ""));
        ResultManifest manifest = result.manifest();
        assertThat(manifest.levels()).containsExactly(2, 1, 2, 1, 2, 1);
        assertThat(manifest.rounds())
                .containsExactly(
                        new RoundSummary(1, 0, 1, 3, false),
                        new RoundSummary(2, 2, 3, 3, false),
                        new RoundSummary(3, 4, 5, 3, true));
        assertThat(drop.announced(EventTopic.SUBMISSIONS, SubmissionAccepted.class))
                .singleElement()
                .satisfies(accepted -> {
                    assertThat(accepted.rounds()).isEqualTo(5);
                    assertThat(accepted.levels()).hasSize(10);
                });
        // It is announced after the result, and by another topic.
        await("the end of the last level")
                .atMost(RunningSystem.LIMIT)
                .untilAsserted(() -> assertThat(drop.announced(EventTopic.JOBS, LevelVerified.class))
                        .filteredOn(LevelVerified::last)
                        .extracting(LevelVerified::level)
                        .containsExactly(5));
        assertThat(drop.status(DropStatus.State.READY).progress())
                .isEqualTo(new DropStatus.Progress(5, 10, 1, 1, 0, null, 5));
        assertThat(BatchJobs.of(drop)).containsExactly(drop.submission() + "-1");
        assertThat(BatchJobs.tasks(drop)).hasSize(9);
    }

    /** What was verified is as good as a checkpoint: a drop that was interrupted comes to the same as one that was not. */
    @Test
    void a_retry_goes_on_in_the_round_that_failed(RunningSystem system) {
        system.publish("interrupted", ExampleWorkloads.interruptedIn(2));
        CompletedDrop drop = system.drop("interrupted").marker();
        drop.failed();
        String name = drop.trigger().prefix().replaceFirst("/$", "");

        assertThat(system.dropbatch("retry", name).andWell().said()).contains("Attempt 2 begins");

        ResultPackage result = ResultPackage.ofRetried(drop);
        assertThat(result.result()).isEqualTo(Map.of("5-000001/sum.txt", "21\n", "5-000001/enough", ""));
        assertThat(result.manifest().rounds()).extracting(RoundSummary::ended).containsExactly(false, false, true);
        assertThat(drop.announced(EventTopic.JOBS, JobRetried.class))
                .singleElement()
                .satisfies(retried -> {
                    assertThat(retried.carried().level()).isEqualTo(2);
                    assertThat(retried.rounds()).isEqualTo(5);
                });
        assertThat(BatchJobs.tasks(system, JobId.of(drop.submission(), 2)))
                .contains("2-000002", "3-000001", "5-000001")
                .doesNotContain("0-000001", "1-000001");
    }
}
