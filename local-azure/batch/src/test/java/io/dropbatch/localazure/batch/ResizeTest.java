package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.ComputeNodeDeallocationOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.PoolPatchParameter;
import com.microsoft.azure.batch.protocol.models.ResizeError;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pools grow, shrink, are stopped on the way, and give up when it takes too long. */
class ResizeTest {

    private static final Duration ALLOCATION = Duration.ofMinutes(10);

    @TempDir
    static Path folder;

    static final SteppedClock clock = new SteppedClock(Instant.now());
    static LocalAccount account;

    @BeforeAll
    static void start() {
        account = new LocalAccount(
                folder,
                options ->
                        options.withClock(clock).withAllocationTime(ALLOCATION).withQuotas(20, 100));
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void a_pool_is_resizing_until_its_nodes_are_there_and_takes_no_other_size_meanwhile() throws Exception {
        create("grows", 2, Period.minutes(15));

        refused("PoolBeingResized", () -> account.client.poolOperations().resizePool("grows", 1, 0));
        assertThat(pool("grows").allocationState()).isEqualTo(AllocationState.RESIZING);
        allocate();

        assertThat(pool("grows").allocationState()).isEqualTo(AllocationState.STEADY);
        assertThat(pool("grows").currentDedicatedNodes()).isEqualTo(2);
        assertThat(pool("grows").resizeErrors()).isNull();
        account.client.poolOperations().deletePool("grows");
    }

    @Test
    void a_resize_that_takes_too_long_ends_with_an_error() throws Exception {
        create("slow", 1, Period.minutes(5));

        clock.advance(Duration.ofMinutes(6));

        assertThat(pool("slow").allocationState()).isEqualTo(AllocationState.STEADY);
        assertThat(pool("slow").currentDedicatedNodes()).isZero();
        assertThat(pool("slow").targetDedicatedNodes()).isEqualTo(1);
        assertThat(errors("slow")).containsExactly("AllocationTimedout");
        allocate();
        assertThat(pool("slow").currentDedicatedNodes()).isZero();
    }

    @Test
    void a_pool_for_which_there_are_no_machines_is_resizing_until_its_time_is_up() throws Exception {
        account.fault("{\"noCapacity\": {\"pool\": \"waits-for-machines\", \"count\": 1}}");
        create("waits-for-machines", 1, Period.minutes(20));

        allocate();
        assertThat(pool("waits-for-machines").allocationState()).isEqualTo(AllocationState.RESIZING);
        assertThat(pool("waits-for-machines").resizeErrors()).isNull();
        clock.advance(Duration.ofMinutes(10));

        assertThat(pool("waits-for-machines").allocationState()).isEqualTo(AllocationState.STEADY);
        assertThat(errors("waits-for-machines")).containsExactly("AllocationTimedout");
        account.client.poolOperations().resizePool("waits-for-machines", 1, 0);
        assertThat(pool("waits-for-machines").resizeErrors()).isNull();
        allocate();
        assertThat(pool("waits-for-machines").currentDedicatedNodes()).isEqualTo(1);
        account.client.poolOperations().deletePool("waits-for-machines");
    }

    @Test
    void a_pool_takes_another_vm_size_only_while_it_has_no_nodes() throws Exception {
        PoolPatchParameter other =
                new PoolPatchParameter().withVmSize("Standard_D4s_v5").withTaskSlotsPerNode(4);
        create("changes", 1, Period.minutes(15));

        refused(
                "OperationInvalidForCurrentState",
                () -> account.client.poolOperations().patchPool("changes", other));
        allocate();
        refused(
                "OperationInvalidForCurrentState",
                () -> account.client.poolOperations().patchPool("changes", other));
        account.client.poolOperations().resizePool("changes", 0, 0);
        allocate();
        account.client.poolOperations().patchPool("changes", other);

        assertThat(pool("changes").vmSize()).isEqualTo("Standard_D4s_v5");
        assertThat(pool("changes").taskSlotsPerNode()).isEqualTo(4);
        account.client.poolOperations().deletePool("changes");
    }

    @Test
    void a_resize_that_is_stopped_leaves_the_pool_as_it_is() throws Exception {
        create("stops", 1, Period.minutes(15));

        account.client.poolOperations().stopResizePool("stops");

        allocate();
        assertThat(errors("stops")).containsExactly("ResizeStopped");
        assertThat(pool("stops").currentDedicatedNodes()).isZero();
        refused(
                "OperationInvalidForCurrentState",
                () -> account.client.poolOperations().stopResizePool("stops"));
    }

    @Test
    void a_pool_beyond_the_quota_of_cores_gets_what_there_is_and_says_so() throws Exception {
        create("greedy", 30, Period.minutes(15));

        allocate();

        assertThat(errors("greedy")).containsExactly("AccountCoreQuotaReached");
        assertThat(pool("greedy").currentDedicatedNodes()).isBetween(1, 10);
        account.client.poolOperations().deletePool("greedy");
    }

    @Test
    void a_node_that_waits_for_its_task_leaves_when_the_task_is_done() throws Exception {
        create("waits", 1, Period.minutes(15));
        allocate();
        String node = runningOn("waits");

        account.client
                .poolOperations()
                .removeNodesFromPool("waits", List.of(node), ComputeNodeDeallocationOption.TASK_COMPLETION, null, null);

        assertThat(nodes("waits").get(0).state()).isEqualTo(ComputeNodeState.LEAVING_POOL);
        Files.createFile(folder.resolve("waits"));
        assertThat(account.completed("waits", "a").executionInfo().requeueCount())
                .isZero();
        Await.until("it has left", () -> nodes("waits").isEmpty());
        assertThat(pool("waits").targetDedicatedNodes()).isZero();
    }

    @Test
    void a_node_whose_task_takes_longer_than_the_resize_may_stays() throws Exception {
        create("stays", 1, Period.minutes(15));
        allocate();
        String node = runningOn("stays");
        account.client
                .poolOperations()
                .removeNodesFromPool(
                        "stays", List.of(node), ComputeNodeDeallocationOption.TASK_COMPLETION, Period.minutes(5), null);

        clock.advance(Duration.ofMinutes(6));

        assertThat(errors("stays")).containsExactly("AllocationTimedout");
        assertThat(nodes("stays").get(0).state()).isEqualTo(ComputeNodeState.RUNNING);
        assertThat(account.task("stays", "a").state()).isEqualTo(TaskState.RUNNING);
        Files.createFile(folder.resolve("stays"));
        account.completed("stays", "a");
    }

    @Test
    void a_node_that_must_keep_its_files_leaves_when_nobody_wants_them_any_more() throws Exception {
        create("keeps", 1, Period.minutes(15));
        allocate();
        String node = runningOn("keeps");
        Files.createFile(folder.resolve("keeps"));
        account.completed("keeps", "a");

        account.client
                .poolOperations()
                .removeNodesFromPool(
                        "keeps", List.of(node), ComputeNodeDeallocationOption.RETAINED_DATA, Period.days(30), null);

        clock.advance(Duration.ofDays(6));
        assertThat(nodes("keeps")).hasSize(1);
        clock.advance(Duration.ofDays(2));
        assertThat(nodes("keeps")).isEmpty();
    }

    @Test
    void less_than_five_minutes_is_refused() throws Exception {
        create("short", 0, Period.minutes(5));
        allocate();

        refused("InvalidPropertyValue", () -> create("hasty", 0, Period.minutes(4)));
        refused(
                "InvalidPropertyValue",
                () -> account.client.poolOperations().resizePool("short", 1, 0, Period.minutes(1)));
    }

    private static void create(String id, int nodes, Period timeout) throws Exception {
        account.client
                .poolOperations()
                .createPool(
                        LocalAccount.aPool(id).withTargetDedicatedNodes(nodes).withResizeTimeout(timeout));
    }

    private static String runningOn(String name) throws Exception {
        account.job(name, name);
        account.run(
                name,
                aTask(
                        "a",
                        "/bin/sh -c 'echo started; until test -e " + folder.resolve(name) + "; do sleep 0.05; done'"));
        account.started(name, "a");
        return account.task(name, "a").nodeInfo().nodeId();
    }

    private static void allocate() {
        clock.advance(ALLOCATION.plusSeconds(1));
    }

    private static CloudPool pool(String id) throws Exception {
        return account.client.poolOperations().getPool(id);
    }

    private static List<ComputeNode> nodes(String pool) throws Exception {
        return account.client.computeNodeOperations().listComputeNodes(pool);
    }

    private static List<String> errors(String pool) throws Exception {
        return pool(pool).resizeErrors().stream().map(ResizeError::code).toList();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo(code));
    }
}
