package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.ComputeNodeDeallocateOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeDeallocationOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeRebootOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeReimageOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.ComputeNodeUser;
import com.microsoft.azure.batch.protocol.models.DisableComputeNodeSchedulingOption;
import com.microsoft.azure.batch.protocol.models.JobPatchParameter;
import com.microsoft.azure.batch.protocol.models.SchedulingState;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes are rebooted, reimaged, deallocated, taken out of work, reclaimed and broken. */
class NodeLifeTest {

    private static final Duration BOOT = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    static final SteppedClock clock = new SteppedClock(Instant.now());
    static LocalAccount account;

    @BeforeAll
    static void start() {
        account = new LocalAccount(folder, options -> options.withClock(clock).withBootTime(BOOT));
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void a_node_takes_its_time_to_start() throws Exception {
        account.pool("starts", 1, 1);
        account.job("starts", "starts");
        account.run("starts", aTask("a", "true"));
        assertThat(node("starts").state()).isEqualTo(ComputeNodeState.CREATING);
        assertThat(account.task("starts", "a").state()).isEqualTo(TaskState.ACTIVE);
        refused("NodeBeingCreated", () -> reboot("starts", ComputeNodeRebootOption.REQUEUE));

        boot();

        account.completed("starts", "a");
        assertThat(node("starts").lastBootTime()).isGreaterThan(node("starts").allocationTime());
    }

    @Test
    void a_reboot_gives_the_tasks_back_and_keeps_the_files() throws Exception {
        String task = running("reboots", "a");
        Path kept = Files.writeString(root("reboots").resolve("kept"), "x");

        reboot("reboots", ComputeNodeRebootOption.REQUEUE);

        assertThat(node("reboots").state()).isEqualTo(ComputeNodeState.REBOOTING);
        refused("NodeBeingRebooted", () -> reboot("reboots", ComputeNodeRebootOption.REQUEUE));
        Await.until("the task is back", () -> account.task("reboots", task).state() == TaskState.ACTIVE);
        settled("reboots");
        Files.createFile(gate("reboots"));
        boot();
        assertThat(account.completed("reboots", task).executionInfo().requeueCount())
                .isEqualTo(1);
        assertThat(kept).exists();
    }

    @Test
    void a_reimage_ends_the_tasks_when_told_to_and_leaves_no_file() throws Exception {
        String task = running("reimages", "a");
        Path lost = Files.writeString(root("reimages").resolve("lost"), "x");

        account.client
                .computeNodeOperations()
                .reimageComputeNode("reimages", node("reimages").id(), ComputeNodeReimageOption.TERMINATE);

        CloudTask ended = account.completed("reimages", task);
        settled("reimages");
        assertThat(ended.executionInfo().failureInfo().code()).isEqualTo("TaskEnded");
        assertThat(node("reimages").state()).isEqualTo(ComputeNodeState.REIMAGING);
        boot();
        inState("reimages", ComputeNodeState.IDLE);
        assertThat(lost).doesNotExist();
    }

    @Test
    void a_reboot_waits_for_the_tasks_when_told_to_and_takes_no_more() throws Exception {
        String task = running("patient", "a");
        account.run("patient", aTask("next", "true"));

        reboot("patient", ComputeNodeRebootOption.TASK_COMPLETION);

        boot();
        assertThat(account.task("patient", task).state()).isEqualTo(TaskState.RUNNING);
        Files.createFile(gate("patient"));
        assertThat(account.completed("patient", task).executionInfo().requeueCount())
                .isZero();
        settled("patient");
        assertThat(account.task("patient", "next").state()).isEqualTo(TaskState.ACTIVE);
        boot();
        account.completed("patient", "next");
    }

    @Test
    void a_reboot_waits_until_no_task_wants_its_files_kept_when_told_to() throws Exception {
        String task = running("keeps", "a");
        Files.createFile(gate("keeps"));
        account.completed("keeps", task);

        reboot("keeps", ComputeNodeRebootOption.RETAINED_DATA);

        boot();
        boot();
        assertThat(node("keeps").state()).isEqualTo(ComputeNodeState.REBOOTING);
        clock.advance(Duration.ofDays(7));
        boot();
        inState("keeps", ComputeNodeState.IDLE);
    }

    @Test
    void a_deallocated_node_stays_in_the_pool_and_can_be_started_again() throws Exception {
        running("sleeps", "a");
        refused(
                "OperationInvalidForCurrentState",
                () -> account.client
                        .protocolLayer()
                        .computeNodes()
                        .start("sleeps", node("sleeps").id()));

        account.client
                .protocolLayer()
                .computeNodes()
                .deallocate("sleeps", node("sleeps").id(), ComputeNodeDeallocateOption.REQUEUE, null);

        inState("sleeps", ComputeNodeState.DEALLOCATING);
        Await.until("the task is back", () -> account.task("sleeps", "a").state() == TaskState.ACTIVE);
        settled("sleeps");
        boot();
        inState("sleeps", ComputeNodeState.DEALLOCATED);
        assertThat(account.client.poolOperations().getPool("sleeps").currentDedicatedNodes())
                .isEqualTo(1);
        Files.createFile(gate("sleeps"));
        account.client
                .protocolLayer()
                .computeNodes()
                .start("sleeps", node("sleeps").id());
        assertThat(node("sleeps").state()).isEqualTo(ComputeNodeState.STARTING);
        boot();
        account.completed("sleeps", "a");
    }

    @Test
    void scheduling_off_is_remembered_and_does_with_the_tasks_what_it_was_told() throws Exception {
        String task = running("rests", "a");
        String node = node("rests").id();

        account.client
                .computeNodeOperations()
                .disableComputeNodeScheduling("rests", node, DisableComputeNodeSchedulingOption.TASK_COMPLETION);

        assertThat(node("rests").schedulingState()).isEqualTo(SchedulingState.DISABLED);
        refused(
                "NodeAlreadyInTargetSchedulingState",
                () -> account.client
                        .computeNodeOperations()
                        .disableComputeNodeScheduling("rests", node, DisableComputeNodeSchedulingOption.REQUEUE));
        assertThat(account.task("rests", task).state()).isEqualTo(TaskState.RUNNING);
        Files.createFile(gate("rests"));
        account.completed("rests", task);
        inState("rests", ComputeNodeState.OFFLINE);
        account.client.computeNodeOperations().enableComputeNodeScheduling("rests", node);
        assertThat(node("rests").state()).isEqualTo(ComputeNodeState.IDLE);
    }

    @Test
    void a_reclaimed_spot_node_keeps_its_name_and_comes_back_empty() throws Exception {
        account.client.poolOperations().createPool(LocalAccount.aPool("spot").withTargetLowPriorityNodes(1));
        String task = running("spot", "a");
        String node = node("spot").id();
        Path lost = Files.writeString(root("spot").resolve("lost"), "x");

        account.fault("{\"preemptNode\": {\"poolId\": \"spot\", \"duration\": \"PT10M\"}}");

        inState("spot", ComputeNodeState.PREEMPTED);
        Await.until("the task is back", () -> account.task("spot", task).state() == TaskState.ACTIVE);
        settled("spot");
        Files.createFile(gate("spot"));
        clock.advance(Duration.ofMinutes(10));
        assertThat(node("spot").state()).isEqualTo(ComputeNodeState.CREATING);
        assertThat(lost).doesNotExist();
        boot();
        assertThat(account.completed("spot", task).executionInfo().requeueCount())
                .isEqualTo(1);
        assertThat(account.task("spot", task).nodeInfo().nodeId()).isEqualTo(node);
    }

    @Test
    void a_broken_node_says_why_and_works_again_after_a_reboot() throws Exception {
        String task = running("breaks", "a");

        account.fault("{\"spoilNode\": {\"poolId\": \"breaks\", \"code\": \"DiskFull\"}}");

        ComputeNode broken = inState("breaks", ComputeNodeState.UNUSABLE);
        assertThat(broken.errors().get(0).code()).isEqualTo("DiskFull");
        Await.until("the task is back", () -> account.task("breaks", task).state() == TaskState.ACTIVE);
        settled("breaks");
        Files.createFile(gate("breaks"));
        reboot("breaks", ComputeNodeRebootOption.REQUEUE);
        boot();
        account.completed("breaks", task);
        assertThat(node("breaks").errors()).isNull();
    }

    @Test
    void a_node_that_leaves_does_not_break_any_more() throws Exception {
        running("leaves", "a");
        leave("leaves");

        HttpResponse<String> answer = account.faults(
                "POST",
                "",
                "{\"spoilNode\": {\"poolId\": \"leaves\", \"nodeId\": \""
                        + node("leaves").id() + "\"}}");

        assertThat(answer.statusCode()).isEqualTo(409);
        Files.createFile(gate("leaves"));
        Await.until(
                "the node has left",
                () -> account.client
                        .computeNodeOperations()
                        .listComputeNodes("leaves")
                        .isEmpty());
    }

    @Test
    void a_node_that_stays_after_all_does_what_it_was_told_before() throws Exception {
        running("stays", "a");
        account.client
                .protocolLayer()
                .computeNodes()
                .deallocate("stays", node("stays").id(), ComputeNodeDeallocateOption.TASK_COMPLETION, null);
        leave("stays");

        account.client.poolOperations().stopResizePool("stays");

        assertThat(node("stays").state()).isEqualTo(ComputeNodeState.DEALLOCATING);
        Files.createFile(gate("stays"));
        account.completed("stays", "a");
        settled("stays");
        boot();
        inState("stays", ComputeNodeState.DEALLOCATED);
    }

    @Test
    void what_nodes_are_kept_in_survives_a_restart() throws Exception {
        Path data = folder.resolve("restarted");
        try (LocalAccount first = new LocalAccount(data)) {
            first.pool("off", 1, 1);
            first.pool("asleep", 1, 1);
            first.pool("broken", 1, 1);
            first.client
                    .computeNodeOperations()
                    .disableComputeNodeScheduling(
                            "off", node(first, "off").id(), DisableComputeNodeSchedulingOption.REQUEUE);
            first.client
                    .protocolLayer()
                    .computeNodes()
                    .deallocate("asleep", node(first, "asleep").id());
            first.fault("{\"spoilNode\": {\"poolId\": \"broken\"}}");
        }

        try (LocalAccount second = new LocalAccount(data)) {
            assertThat(node(second, "off").state()).isEqualTo(ComputeNodeState.OFFLINE);
            assertThat(node(second, "asleep").state()).isEqualTo(ComputeNodeState.DEALLOCATED);
            assertThat(node(second, "broken").state()).isEqualTo(ComputeNodeState.UNUSABLE);
        }
    }

    @Test
    void nobody_can_log_in_and_nothing_is_installed() throws Exception {
        account.pool("bare", 1, 1);
        String node = node("bare").id();

        refused(
                "NotImplemented",
                () -> account.client
                        .computeNodeOperations()
                        .addComputeNodeUser("bare", node, new ComputeNodeUser().withName("me")));
        refused(
                "NotImplemented",
                () -> account.client.computeNodeOperations().getComputeNodeRemoteLoginSettings("bare", node));
        assertThat(account.client.protocolLayer().computeNodeExtensions().list("bare", node))
                .isEmpty();
        refused(
                "ResourceNotFound",
                () -> account.client.protocolLayer().computeNodeExtensions().get("bare", node, "any"));
        refused(
                "NodeNotFound",
                () -> account.client
                        .computeNodeOperations()
                        .rebootComputeNode("bare", "tvm-none", ComputeNodeRebootOption.REQUEUE));
    }

    /** Makes pool and job of that name unless they are there, and a task that runs until its gate is opened. */
    private static String running(String name, String task) throws Exception {
        if (!account.client.poolOperations().existsPool(name)) {
            account.pool(name, 1, 1);
        }
        Await.until(
                "the node is there",
                () -> !account.client
                        .computeNodeOperations()
                        .listComputeNodes(name)
                        .isEmpty());
        boot();
        account.job(name, name);
        account.run(
                name, aTask(task, "/bin/sh -c 'echo started; until test -e " + gate(name) + "; do sleep 0.05; done'"));
        account.started(name, task);
        return task;
    }

    /** Lets the nodes of a pool leave when their tasks have completed. */
    private static void leave(String pool) throws Exception {
        account.client.poolOperations().resizePool(pool, 0, 0, null, ComputeNodeDeallocationOption.TASK_COMPLETION);
        inState(pool, ComputeNodeState.LEAVING_POOL);
    }

    /** Returns when what followed from the last event has been done, which is before any other change begins. */
    private static void settled(String job) throws Exception {
        account.client.jobOperations().patchJob(job, new JobPatchParameter().withPriority(1));
    }

    private static Path gate(String name) {
        return folder.resolve(name + ".gate");
    }

    private static Path root(String pool) throws Exception {
        return folder.resolve("nodes").resolve(pool).resolve(node(pool).id());
    }

    private static void boot() {
        clock.advance(BOOT.plusSeconds(1));
    }

    private static void reboot(String pool, ComputeNodeRebootOption option) throws Exception {
        account.client
                .computeNodeOperations()
                .rebootComputeNode(pool, node(pool).id(), option);
    }

    private static ComputeNode inState(String pool, ComputeNodeState state) throws Exception {
        Await.until("the node of " + pool + " is " + state, () -> node(pool).state() == state);
        return node(pool);
    }

    private static ComputeNode node(String pool) throws Exception {
        return node(account, pool);
    }

    private static ComputeNode node(LocalAccount of, String pool) throws Exception {
        return of.client.computeNodeOperations().listComputeNodes(pool).get(0);
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo(code));
    }
}
