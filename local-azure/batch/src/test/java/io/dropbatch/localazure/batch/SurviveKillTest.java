package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in mid-work goes on where it was. */
class SurviveKillTest {

    @TempDir
    Path folder;

    @Test
    void goes_on_after_sigkill_with_running_tasks_queued_again_and_no_process_left_over() throws Exception {
        Path gate = folder.resolve("gate");
        Path data = folder.resolve("data");
        Process server = KillableServer.start(data);
        long orphan;
        try {
            BatchClient client = KillableServer.client(server);
            client.poolOperations()
                    .createPool(
                            LocalAccount.aPool("p").withTargetDedicatedNodes(1).withTaskSlotsPerNode(2));
            client.jobOperations()
                    .createJob(new JobAddParameter()
                            .withId("j")
                            .withPoolInfo(new PoolInformation().withPoolId("p"))
                            .withJobPreparationTask(new JobPreparationTask().withCommandLine("true")));
            client.protocolLayer()
                    .tasks()
                    .addCollection(
                            "j",
                            List.of(
                                    aTask("done", "/bin/sh -c 'echo kept'"),
                                    aTask(
                                            "running",
                                            "/bin/sh -c 'test -e " + gate + " || { echo $$ > " + folder.resolve("pid")
                                                    + "; exec sleep 984; }'"),
                                    aTask("blocker", "/bin/sh -c 'test -e " + gate + " || exec sleep 984'"),
                                    aTask("waiting", "true")));
            Await.until(
                    "the task is done",
                    () -> client.taskOperations().getTask("j", "done").state() == TaskState.COMPLETED);
            Await.until(
                    "both tasks run",
                    () -> client.taskOperations().getTask("j", "running").state() == TaskState.RUNNING
                            && client.taskOperations().getTask("j", "blocker").state() == TaskState.RUNNING
                            && Files.exists(folder.resolve("pid"))
                            && Files.size(folder.resolve("pid")) > 1);
            orphan = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        } finally {
            server.destroyForcibly().waitFor();
        }
        assertThat(alive(orphan)).isTrue();
        Files.createFile(gate);

        try (LocalAccount account = new LocalAccount(data)) {
            CloudTask running = account.completed("j", "running");
            account.completed("j", "blocker");
            CloudTask done = account.task("j", "done");

            assertThat(alive(orphan)).isFalse();
            assertThat(running.executionInfo().requeueCount()).isEqualTo(1);
            assertThat(running.executionInfo().exitCode()).isZero();
            assertThat(done.executionInfo().requeueCount()).isZero();
            assertThat(account.file("j", "done", "stdout.txt")).isEqualTo("kept\n");
            assertThat(account.completed("j", "waiting").executionInfo().exitCode())
                    .isZero();
            assertThat(account.client.jobOperations().getTaskCounts("j").completed())
                    .isEqualTo(3 + 1);
        }
    }

    @Test
    void loses_no_task_and_runs_none_twice_at_once_through_kills_in_mid_load() throws Exception {
        Path data = folder.resolve("data");
        Path starts = Files.createDirectory(folder.resolve("starts"));
        int tasks = 200;
        for (int life = 0; life < 3; life++) {
            Process server = KillableServer.start(data);
            try {
                BatchClient client = KillableServer.client(server);
                if (life == 0) {
                    client.poolOperations()
                            .createPool(LocalAccount.aPool("p")
                                    .withTargetDedicatedNodes(2)
                                    .withTaskSlotsPerNode(2));
                    client.jobOperations().createJob("j", new PoolInformation().withPoolId("p"));
                    add(client, starts, 0, tasks / 2);
                    add(client, starts, tasks / 2, tasks);
                }
                int enough = (life + 1) * tasks / 6;
                Await.until(
                        "some tasks are done",
                        () -> client.jobOperations().getTaskCounts("j").completed() >= enough);
            } finally {
                server.destroyForcibly().waitFor();
            }
        }

        try (LocalAccount account = new LocalAccount(data)) {
            Await.until(
                    "every task is done",
                    () -> account.client.jobOperations().getTaskCounts("j").completed() == tasks);

            assertThat(account.client.jobOperations().getTaskCounts("j").succeeded())
                    .isEqualTo(tasks);
            assertThat(account.client.taskOperations().listTasks("j"))
                    .hasSize(tasks)
                    .allSatisfy(task -> {
                        assertThat(task.executionInfo().exitCode()).isZero();
                        assertThat(Files.readString(starts.resolve(task.id())).length())
                                .as("starts of %s", task.id())
                                .isBetween(1, 1 + task.executionInfo().requeueCount());
                    });
            assertThat(Leftover.processesIn(data.toRealPath())).isEmpty();
        }
    }

    /** Each notes its start and holds a lock while it runs; another run of it at the same time would fail. */
    private static void add(BatchClient client, Path starts, int from, int to) throws Exception {
        List<TaskAddParameter> tasks = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Path note = starts.resolve("t" + i);
            tasks.add(aTask("t" + i, "/bin/sh -c 'printf x >> " + note + "; exec flock -n " + note + " sleep 0.02'"));
        }
        client.protocolLayer().tasks().addCollection("j", tasks);
    }

    @Test
    void what_was_deleted_before_a_kill_still_counts_in_statistics_and_usage() throws Exception {
        Path data = folder.resolve("data");
        Instant before = Instant.now();
        Process server = KillableServer.start(data);
        try {
            BatchClient client = KillableServer.client(server);
            client.poolOperations().createPool(LocalAccount.aPool("gone").withTargetDedicatedNodes(1));
            client.jobOperations().createJob("j", new PoolInformation().withPoolId("gone"));
            client.protocolLayer().tasks().addCollection("j", List.of(aTask("good", "true"), aTask("bad", "false")));
            Await.until(
                    "the tasks are done",
                    () -> client.jobOperations().getTaskCounts("j").completed() == 2);
            client.jobOperations().deleteJob("j");
            client.poolOperations().deletePool("gone");
            Await.until("the pool is gone", () -> !client.poolOperations().existsPool("gone"));
        } finally {
            server.destroyForcibly().waitFor();
        }

        SteppedClock later = new SteppedClock(Instant.now().plus(Duration.ofHours(1)));
        try (LocalAccount account = new LocalAccount(data, options -> options.withClock(later));
                LeanClient lean =
                        new LeanClient(account.server.endpoint(), account.server.account(), account.server.key())) {
            assertThat(lean.get("/lifetimejobstats")).contains("\"numSucceededTasks\":1", "\"numFailedTasks\":1");
            assertThat(lean.list("/poolusagemetrics", Map.of("starttime", before.toString())))
                    .contains("\"poolId\":\"gone\"");
        }
    }

    @Test
    void a_second_server_on_the_same_folder_is_refused() {
        try (LocalAccount first = new LocalAccount(folder)) {
            assertThat(first.server.endpoint()).isNotNull();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> BatchServer.start(BatchOptions.in(folder)))
                    .hasMessageContaining("in use");
        }
    }

    /** A process that has ended shows no command line, even before its parent has noticed. */
    private static boolean alive(long pid) throws Exception {
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.exists(commandLine) && Files.readAllBytes(commandLine).length > 0;
    }
}
