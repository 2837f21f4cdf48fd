package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.ComputeNodeRebootOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.EnvironmentSetting;
import com.microsoft.azure.batch.protocol.models.PoolPatchParameter;
import com.microsoft.azure.batch.protocol.models.StartTask;
import com.microsoft.azure.batch.protocol.models.StartTaskState;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes run their pool's start task each time they boot. */
class StartTaskTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() {
        account = new LocalAccount(folder);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void runs_before_the_first_task_in_its_own_folder_and_is_shown_on_the_node() throws Exception {
        pool(
                "greets",
                aStart("/bin/sh -c 'echo hello $WHO from $AZ_BATCH_TASK_WORKING_DIR; echo job=$AZ_BATCH_JOB_ID."
                                + "task=$AZ_BATCH_TASK_ID.; echo tool > $AZ_BATCH_NODE_STARTUP_DIR/wd/tool'")
                        .withEnvironmentSettings(
                                List.of(new EnvironmentSetting().withName("WHO").withValue("world"))));

        ComputeNode node = inState("greets", ComputeNodeState.IDLE);

        assertThat(node.startTaskInfo().state()).isEqualTo(StartTaskState.COMPLETED);
        assertThat(node.startTaskInfo().result()).isEqualTo(TaskExecutionResult.SUCCESS);
        assertThat(node.startTaskInfo().exitCode()).isZero();
        assertThat(node.startTask().commandLine()).contains("hello");
        assertThat(file("greets", node, "startup/stdout.txt"))
                .startsWith("hello world from ")
                .contains("/startup/wd\njob=.task=.\n");
        account.job("uses", "greets");
        account.run("uses", aTask("a", "/bin/sh -c 'cat $AZ_BATCH_NODE_STARTUP_DIR/wd/tool'"));
        account.completed("uses", "a");
        assertThat(account.file("uses", "a", "stdout.txt")).isEqualTo("tool\n");
    }

    @Test
    void tasks_wait_until_it_has_succeeded() throws Exception {
        Path gate = folder.resolve("gate");
        pool("slow", aStart("/bin/sh -c 'until test -e " + gate + "; do sleep 0.05; done'"));
        account.job("waits", "slow");
        account.run("waits", aTask("a", "true"));

        inState("slow", ComputeNodeState.WAITING_FOR_START_TASK);

        assertThat(account.task("waits", "a").state()).isEqualTo(TaskState.ACTIVE);
        Files.createFile(gate);
        account.completed("waits", "a");
    }

    @Test
    void a_failure_after_all_retries_leaves_the_node_without_tasks_until_the_pool_is_mended() throws Exception {
        Path count = folder.resolve("count");
        pool("breaks", aStart("/bin/sh -c 'echo x >> " + count + "; exit 3'").withMaxTaskRetryCount(2));
        account.job("stuck", "breaks");
        account.run("stuck", aTask("a", "true"));

        ComputeNode node = inState("breaks", ComputeNodeState.START_TASK_FAILED);

        assertThat(Files.readAllLines(count)).hasSize(3);
        assertThat(node.startTaskInfo().retryCount()).isEqualTo(2);
        assertThat(node.startTaskInfo().exitCode()).isEqualTo(3);
        assertThat(node.startTaskInfo().failureInfo().code()).isEqualTo("FailureExitCode");
        assertThat(account.task("stuck", "a").state()).isEqualTo(TaskState.ACTIVE);
        account.client.poolOperations().patchPool("breaks", new PoolPatchParameter().withStartTask(aStart("true")));
        account.client.computeNodeOperations().rebootComputeNode("breaks", node.id(), ComputeNodeRebootOption.REQUEUE);
        account.completed("stuck", "a");
    }

    @Test
    void who_does_not_wait_for_success_works_on_nodes_whose_start_task_failed() throws Exception {
        pool("careless", aStart("false").withWaitForSuccess(false));
        account.job("careless", "careless");
        account.run("careless", aTask("a", "true"));

        account.completed("careless", "a");

        ComputeNode node = inState("careless", ComputeNodeState.IDLE);
        Await.until(
                "the start task has ended",
                () -> node("careless").startTaskInfo().state() == StartTaskState.COMPLETED);
        assertThat(node("careless").startTaskInfo().result()).isEqualTo(TaskExecutionResult.FAILURE);
        assertThat(node.id()).isEqualTo(node("careless").id());
    }

    @Test
    void fails_on_demand() throws Exception {
        account.fault("{\"failStartTask\": 1}");
        pool("told", aStart("true"));

        ComputeNode node = inState("told", ComputeNodeState.START_TASK_FAILED);

        assertThat(node.startTaskInfo().failureInfo().code()).isEqualTo("CommandLaunchFailed");
    }

    @Test
    void runs_again_after_a_restart_of_the_account() throws Exception {
        Path data = folder.resolve("restarted");
        Path count = folder.resolve("boots");
        try (LocalAccount first = new LocalAccount(data)) {
            first.client
                    .poolOperations()
                    .createPool(LocalAccount.aPool("p")
                            .withTargetDedicatedNodes(1)
                            .withStartTask(aStart("/bin/sh -c 'echo x >> " + count + "'")));
            Await.until("it ran", () -> Files.exists(count));
        }

        try (LocalAccount second = new LocalAccount(data)) {
            Await.until("it ran again", () -> Files.readAllLines(count).size() == 2);
            assertThat(second.client.computeNodeOperations().listComputeNodes("p"))
                    .hasSize(1);
        }
    }

    @Test
    void an_account_without_start_tasks_shows_them_and_goes_on() throws Exception {
        Path data = folder.resolve("without");
        try (LocalAccount without = new LocalAccount(data, BatchOptions::withoutStartTasks)) {
            without.client
                    .poolOperations()
                    .createPool(
                            LocalAccount.aPool("p").withTargetDedicatedNodes(1).withStartTask(aStart("false")));
            without.job("j", "p");
            without.run("j", aTask("a", "true"));

            without.completed("j", "a");

            assertThat(without.client.poolOperations().getPool("p").startTask().commandLine())
                    .isEqualTo("false");
        }
    }

    @Test
    void what_cannot_be_installed_is_refused() {
        assertThatThrownBy(() ->
                        pool("empty", new StartTask().withMaxTaskRetryCount(-2).withCommandLine("true")))
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo("InvalidPropertyValue"));
    }

    private static void pool(String id, StartTask start) throws Exception {
        account.client
                .poolOperations()
                .createPool(LocalAccount.aPool(id).withTargetDedicatedNodes(1).withStartTask(start));
    }

    private static StartTask aStart(String command) {
        return new StartTask().withCommandLine(command);
    }

    private static ComputeNode inState(String pool, ComputeNodeState state) throws Exception {
        Await.until("a node of " + pool + " is " + state, () -> {
            List<ComputeNode> nodes = account.client.computeNodeOperations().listComputeNodes(pool);
            return nodes.size() == 1 && nodes.get(0).state() == state;
        });
        return node(pool);
    }

    private static ComputeNode node(String pool) throws Exception {
        return account.client.computeNodeOperations().listComputeNodes(pool).get(0);
    }

    private static String file(String pool, ComputeNode node, String name) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        account.client.fileOperations().getFileFromComputeNode(pool, node.id(), name, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
