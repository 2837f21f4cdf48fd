package io.dropbatch.systemtests.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.CommandRun;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.Sha256;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SystemProcesses die between any two effects, and the results stay the same. */
@ExtendWith(SystemExtension.class)
class CrashTest {

    private static Map<String, String> undisturbed;
    private static Map<String, String> partial;
    private static Map<String, String> split;
    private static Map<String, String> risen;

    @BeforeAll
    static void drop_undisturbed(RunningSystem system) {
        system.publish("counting", ExampleWorkloads.COUNTING);
        system.publish("many", ExampleWorkloads.MANY);
        system.publish("shouting", ExampleWorkloads.SHOUTING);
        system.publish("listed-copies", ExampleWorkloads.LISTED_COPIES);
        system.publish("doing-without", ExampleWorkloads.DOING_WITHOUT);
        CompletedDrop doingWithout = system.drop("doing-without").marker();
        system.publish("pieces", ExampleWorkloads.PIECES);
        CompletedDrop text = text(system);
        system.publish("rising", ExampleWorkloads.RISING);
        CompletedDrop rising = system.drop("rising").marker();
        undisturbed = ResultPackage.of(system.drop("counting").marker()).hashes();
        partial = ResultPackage.ofPartial(doingWithout).hashes();
        split = ResultPackage.of(text).hashes();
        risen = ResultPackage.of(rising).hashes();
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
    void crashes_change_nothing(String points, RunningSystem system) {
        system.awaitQuiet();
        List<String> deaths = List.of(points.split(" "));
        deaths.forEach(system::arm);

        CompletedDrop drop = system.drop("counting").marker();

        deaths.forEach(point -> awaitCrash(system, point));
        assertThat(ResultPackage.of(drop).hashes()).isEqualTo(undisturbed);
        assertOneOfEverything(drop, 7);
    }

    /** Which tasks are missing is decided once, and the merge shares out what there is in the same way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "monitor.recorded"
                        + " results.missing-recorded"
                        + " scheduler.onJob.level-verified.handled"
                        + " results.onJob.job-closed.handled",
                "monitor.announced results.onJob.level-completed.handled scheduler.onWork.submit-slice.handled",
                "monitor.signalled results.onJob.level-completed.announced scheduler.onJob.level-verified.announced",
            })
    void crashes_while_tasks_are_missing_change_nothing(String points, RunningSystem system) {
        system.awaitQuiet();
        List<String> deaths = List.of(points.split(" "));
        deaths.forEach(system::arm);

        CompletedDrop drop = system.drop("doing-without").marker();

        deaths.forEach(point -> awaitCrash(system, point));
        ResultPackage result = ResultPackage.ofPartial(drop);
        assertThat(result.hashes()).isEqualTo(partial);
        assertThat(result.result().values()).containsExactly("14\n");
        assertThat(result.manifest().missingTasks())
                .extracting(missing -> missing.task().value())
                .containsExactly("0-000002", "0-000005");
        assertOneOfEverything(drop, DropStatus.State.PARTIAL, 6 + 3 + 2 + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submission.onStorageEvent.handled"
                        + " submission.onWork.check-window.handled"
                        + " results.onTask.task-completed.handled",
                "submission.onWork.check-window.announced"
                        + " results.onSubmission.submission-received.handled"
                        + " results.onTask.task-completed.announced",
                "submission.onWork.finish-window.handled results.onWork.verify-level.handled",
                "submission.onWork.finish-window.announced results.onWork.verify-level.announced",
            })
    void crashes_while_files_are_processed_as_they_come_change_nothing(String points, RunningSystem system) {
        system.awaitQuiet();
        List<String> deaths = List.of(points.split(" "));
        deaths.forEach(system::arm);
        PreparedDrop folder = system.drop("shouting");

        List<CompletedDrop> files = List.of(
                folder.file("a.txt", "alpha"), folder.file("b.txt", "beta"), folder.file("deep/c.txt", "gamma"));

        deaths.forEach(point -> awaitCrash(system, point));
        assertThat(files)
                .flatExtracting(file -> ResultPackage.of(file).hashes().values())
                .containsExactly(
                        Sha256.of("ALPHA".getBytes(UTF_8)),
                        Sha256.of("BETA".getBytes(UTF_8)),
                        Sha256.of("GAMMA".getBytes(UTF_8)));
        files.forEach(file -> file.status(DropStatus.State.READY));
        system.awaitQuiet();
        assertThat(files).allSatisfy(file -> assertThat(file.outcomes()).hasSize(1));
    }

    /** Between the split and the map nobody knows the number of tasks but the plan, which is written once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "results.onJob.level-completed.handled"
                        + " submission.map-written"
                        + " scheduler.onSubmission.split-planned.handled"
                        + " results.onSubmission.split-planned.handled",
                "submission.onSubmission.split-verified.handled"
                        + " scheduler.onSubmission.split-planned.announced"
                        + " monitor.recorded",
                "submission.onSubmission.split-verified.announced"
                        + " scheduler.onJob.level-verified.handled"
                        + " results.onSubmission.split-verified.handled",
            })
    void crashes_between_split_and_map_change_nothing(String points, RunningSystem system) {
        system.awaitQuiet();
        List<String> deaths = List.of(points.split(" "));
        deaths.forEach(system::arm);

        CompletedDrop drop = text(system);

        deaths.forEach(point -> awaitCrash(system, point));
        assertThat(ResultPackage.of(drop).hashes()).isEqualTo(split);
        assertOneOfEverything(drop, 1 + 3 + 2 + 1);
    }

    /** Whether a round was the last is decided by the record of what its merge wrote. */
    @Test
    void crashes_between_rounds_and_at_their_end_change_nothing(RunningSystem system) {
        system.awaitQuiet();
        List<String> deaths =
                List.of("scheduler.round-listed", "results.rounds-ended", "results.onJob.level-completed.announced");
        deaths.forEach(system::arm);

        CompletedDrop drop = system.drop("rising").marker();

        deaths.forEach(point -> awaitCrash(system, point));
        assertThat(ResultPackage.of(drop).hashes()).isEqualTo(risen);
        assertOneOfEverything(drop, 3 * (2 + 1));
    }

    private static CompletedDrop text(RunningSystem system) {
        return system.drop("pieces")
                .withUnlisted("text.txt", "a\nb\nc\nd\ne\n")
                .withUnlisted("mark.txt", "-\n")
                .marker();
    }

    @Test
    void crashes_while_many_tasks_are_submitted_and_verified_change_nothing(RunningSystem system) {
        system.awaitQuiet();
        List<String> deaths = List.of(
                "scheduler.mid-submission",
                "results.onWork.verify-level.handled",
                "results.onWork.verify-level.announced");
        deaths.forEach(system::arm);

        CompletedDrop drop = system.drop("many").marker();

        deaths.forEach(point -> awaitCrash(system, point));
        assertThat(ResultPackage.of(drop).contents()).hasSize(120);
        assertOneOfEverything(drop, 120);
    }

    /** It is kept, comes again because that was not noted, and is kept again. */
    @Test
    void an_announcement_that_is_kept_twice_is_shown_once(RunningSystem system) {
        system.awaitQuiet();
        String point = "results.onAnnouncement.output-ready.handled";
        system.arm(point);

        CompletedDrop drop = system.drop("counting").marker();

        awaitCrash(system, point);
        drop.status(DropStatus.State.READY);
        await("both to be there")
                .atMost(RunningSystem.LIMIT)
                // The service that answers is the one that died.
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> eventsOneByOne(system, drop) == 2);
        CommandRun.Ended shown =
                system.dropbatch("events", "--since", "10m", "--type", "output.*", "--workload", "counting", "--json");
        assertThat(shown.andWell().said().lines().filter(line -> isAbout(drop, line)))
                .hasSize(1);
    }

    /** How often its outcome is on pages that hold one event each. */
    private static int eventsOneByOne(RunningSystem system, CompletedDrop drop) throws Exception {
        int found = 0;
        String place = "since=10m";
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                URI page = URI.create(system.address("RESULTS_URL") + "/events?limit=1&type=output.*&" + place);
                String answer = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                        .body();
                JsonNode read = ModelJson.mapper().readTree(answer);
                found += isAbout(drop, read.path("events").toString()) ? 1 : 0;
                if (!read.path("more").asBoolean()) {
                    return found;
                }
                place = "cursor=" + read.path("cursor").asText();
            }
        }
    }

    private static boolean isAbout(CompletedDrop drop, String event) {
        return event.contains("\"subject\":\"" + drop.submission() + "\"");
    }

    @Test
    void crashes_while_a_drop_waits_change_nothing(RunningSystem system) {
        system.awaitQuiet();
        system.arm("submission.onWork.look.handled");
        system.arm("submission.onWork.look.announced");
        PreparedDrop files = system.drop("listed-copies").listing("late.txt", 3, Sha256.of("123".getBytes(UTF_8)));
        CompletedDrop drop = files.manifest();

        awaitCrash(system, "submission.onWork.look.handled");
        awaitCrash(system, "submission.onWork.look.announced");

        files.withUnlisted("late.txt", "123").uploaded();
        assertThat(ResultPackage.of(drop).result().values()).containsExactly("123");
        assertOneOfEverything(drop, 1);
    }

    @Test
    void crashes_while_an_outcome_cannot_be_told_change_nothing(RunningSystem system) throws IOException {
        system.awaitQuiet();
        Path go = system.home().resolve("go");
        system.publish("held-up", ExampleWorkloads.heldUpBy(go));
        CompletedDrop drop = system.drop("held-up").marker();
        drop.status(DropStatus.State.RUNNING);
        BlobLeaseClient lease = drop.leaseOnStatus();
        lease.acquireLease(-1);
        system.arm("results.onWork.tell-outcome.handled");
        system.arm("results.onWork.tell-outcome.announced");

        Files.createFile(go);
        drop.ready();
        lease.releaseLease();

        awaitCrash(system, "results.onWork.tell-outcome.handled");
        awaitCrash(system, "results.onWork.tell-outcome.announced");
        assertOneOfEverything(drop, 1);
    }

    @Test
    void killing_bus_storage_and_batch_in_mid_run_changes_nothing(RunningSystem system) {
        system.awaitQuiet();
        CompletedDrop drop = system.drop("many").marker();
        drop.status(DropStatus.State.RUNNING);

        system.processes().signal("KILL", "local-azure");

        assertThat(ResultPackage.of(drop).contents()).hasSize(120);
        assertOneOfEverything(drop, 120);
    }

    private static void awaitCrash(RunningSystem system, String point) {
        await("a crash at " + point).atMost(RunningSystem.LIMIT).until(() -> !system.isArmed(point));
    }

    private static void assertOneOfEverything(CompletedDrop drop, int tasks) {
        assertOneOfEverything(drop, DropStatus.State.READY, tasks);
    }

    private static void assertOneOfEverything(CompletedDrop drop, DropStatus.State end, int tasks) {
        drop.status(end);
        drop.system().awaitQuiet();
        assertThat(drop.outcomes()).hasSize(1);
        assertThat(BatchJobs.of(drop)).containsExactly(drop.submission() + "-1");
        assertThat(BatchJobs.tasks(drop)).hasSize(tasks).doesNotHaveDuplicates();
    }
}
