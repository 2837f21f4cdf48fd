package io.dropbatch.fieldcases;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionReceived;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.BlobEvents;
import io.dropbatch.systemtests.fixture.CommandRun.Ended;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.StorageFaults;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that are processed as they come. */
@ExtendWith(SystemExtension.class)
class EachFileTest {

    private static final int BURST = 30;

    @BeforeAll
    static void publish(RunningSystem system) {
        system.publish("shouting", ExampleWorkloads.SHOUTING);
    }

    @Test
    void a_burst_shares_one_job_and_each_file_has_its_own_result(RunningSystem system) {
        // Long enough for a burst on a busy machine too.
        system.publish(
                "shouting-together",
                ExampleWorkloads.SHOUTING
                        .replace("name: shouting", "name: shouting-together")
                        .replace("idle: 2s", "idle: 6s"));
        system.awaitQuiet();
        PreparedDrop folder = system.drop("shouting-together");
        folder.file(".DS_Store", "litter");
        folder.file("notes.md", "not selected");
        List<CompletedDrop> files = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            files.add(folder.file("day " + i % 3 + "/ü" + i + ".txt", "file " + i));
        }

        for (int i = 0; i < BURST; i++) {
            assertThat(ResultPackage.of(files.get(i)).result().values()).containsExactly("FILE " + i);
        }
        assertThat(jobs(files)).hasSize(1);
        assertThat(files)
                .allSatisfy(file -> assertThat(file.announced(EventTopic.SUBMISSIONS, SubmissionReceived.class))
                        .hasSize(1));
        DropStatus status = files.getFirst().status(DropStatus.State.READY);
        assertThat(status.manifest()).isEqualTo(files.getFirst().ready().manifest());
        assertThat(system.container("inbox").listBlobs().stream().map(blob -> blob.getName()))
                .noneMatch(name -> name.endsWith("_status.notes.md.json") || name.contains("_status..DS_Store"));

        CompletedDrop late = folder.file("late.txt", "late");

        assertThat(ResultPackage.of(late).result().values()).containsExactly("LATE");
        assertThat(jobs(files)).doesNotContain(late.ready().job());
    }

    @Test
    void a_file_that_fails_fails_alone(RunningSystem system) {
        PreparedDrop folder = system.drop("shouting");
        CompletedDrop good = folder.file("good.txt", "good");
        CompletedDrop bad = folder.file("bad.txt", "bad");
        CompletedDrop other = folder.file("other.txt", "other");

        OutputFailed failed = bad.failed();

        assertThat(failed.failure().code()).isEqualTo(FailureCode.USER_EXIT);
        assertThat(failed.failure().exitCode()).isEqualTo(7);
        assertThat(failed.failure().stderrTail()).contains("BAD");
        assertThat(ResultPackage.of(good).result().values()).containsExactly("GOOD");
        assertThat(ResultPackage.of(other).result().values()).containsExactly("OTHER");
        assertThat(bad.status(DropStatus.State.FAILED).failure().code()).isEqualTo(FailureCode.USER_EXIT);
    }

    @Test
    void a_file_that_failed_runs_again_in_another_job_once_what_it_lacked_is_there(RunningSystem system)
            throws IOException {
        system.publish("licensed", ExampleWorkloads.licensed(system.home()));
        PreparedDrop folder = system.drop("licensed");
        CompletedDrop free = folder.file("free.txt", "free");
        CompletedDrop locked = folder.file("locked.txt", "locked");
        OutputFailed failed = locked.failed();
        locked.status(DropStatus.State.FAILED);
        Files.createFile(system.home().resolve("licence"));

        Ended ended = system.dropbatch("retry", locked.trigger().path());

        assertThat(ended.andWell().said()).contains("The file is processed again, with the next job of its workload.");
        ResultPackage result = ResultPackage.ofRetried(locked);
        assertThat(result.result().values()).containsExactly("LOCKED");
        assertThat(result.manifest().job()).isNotEqualTo(failed.job());
        assertThat(locked.status(DropStatus.State.READY).job())
                .isEqualTo(result.manifest().job());
        assertThat(locked.announced(EventTopic.SUBMISSIONS, SubmissionReceived.class))
                .extracting(SubmissionReceived::failedJob)
                .containsExactlyInAnyOrder(null, failed.job());
        assertThat(free.ready().job()).isEqualTo(failed.job());
        assertThat(BatchJobs.tasks(system, result.manifest().job())).hasSize(1);
        Ended again = system.dropbatch("retry", locked.submission().value());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.said()).contains("The file is ready: nothing failed");
        system.awaitQuiet();
        assertThat(locked.outcomes()).hasSize(2);
        assertThat(free.outcomes()).hasSize(1);
    }

    @Test
    void of_a_file_that_is_replaced_while_it_waits_the_new_version_is_the_result(RunningSystem system) {
        PreparedDrop folder = system.drop("shouting");
        CompletedDrop old = folder.file("report.txt", "draft");
        CompletedDrop young = folder.file("report.txt", "final");

        assertThat(ResultPackage.of(young).result().values()).containsExactly("FINAL");
        system.awaitQuiet();
        assertThat(old.announced(EventTopic.OUTPUTS, OutputReady.class)).isEmpty();
        assertThat(young.status(DropStatus.State.READY).submission()).isEqualTo(young.submission());
    }

    @Test
    void doubled_lost_and_shuffled_events_change_nothing(RunningSystem system) {
        system.awaitQuiet();
        StorageFaults.of(system).set("drop=3");
        PreparedDrop folder = system.drop("shouting");
        List<CompletedDrop> files = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            files.add(folder.file(i + ".txt", "number " + i));
        }
        List<CompletedDrop> shuffled = new ArrayList<>(files.subList(3, 10));
        shuffled.addAll(files.subList(5, 10));
        Collections.shuffle(shuffled, new Random(14));
        BlobEvents events = new BlobEvents(system);
        shuffled.forEach(file -> events.sendCloudEvent(file.trigger()));

        for (int i = 0; i < 10; i++) {
            assertThat(ResultPackage.of(files.get(i)).result().values()).containsExactly("NUMBER " + i);
        }
        shuffled.forEach(file -> events.sendGridEvent(file.trigger()));
        system.awaitQuiet();
        assertThat(files).allSatisfy(file -> assertThat(file.outcomes()).hasSize(1));
        int tasks = jobs(files).stream()
                .mapToInt(job -> BatchJobs.tasks(system, job).size())
                .sum();
        assertThat(tasks).isEqualTo(10);
    }

    private static Set<JobId> jobs(List<CompletedDrop> files) {
        return files.stream().map(file -> file.ready().job()).collect(Collectors.toSet());
    }
}
