package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aPool;
import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.ComputeNodeReimageOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which node it is that something befalls, and that a restart does not undo it. */
class BefallNodesTest {

    @TempDir
    Path folder;

    @Test
    void a_reimage_that_waited_for_a_task_happens_after_a_restart_and_only_once() throws Exception {
        Path root;
        try (LocalAccount first = new LocalAccount(folder)) {
            first.pool("p", 1, 1);
            holding(first, "p", "t");
            root = root(first, "p");
            Files.writeString(root.resolve("lost"), "x");
            first.client
                    .computeNodeOperations()
                    .reimageComputeNode("p", node(first, "p").id(), ComputeNodeReimageOption.TASK_COMPLETION);
            assertThat(first.task("p", "t").state()).isEqualTo(TaskState.RUNNING);
        }

        try (LocalAccount second = new LocalAccount(folder)) {
            Files.createFile(gate());
            assertThat(second.completed("p", "t").executionInfo().requeueCount())
                    .isEqualTo(1);
            assertThat(root.resolve("lost")).doesNotExist();
            Files.writeString(root.resolve("kept"), "x");
        }
        try (LocalAccount third = new LocalAccount(folder)) {
            assertThat(node(third, "p").state()).isEqualTo(ComputeNodeState.IDLE);
            assertThat(root.resolve("kept")).exists();
        }
    }

    @Test
    void a_reclaimed_node_comes_back_empty_after_a_restart() throws Exception {
        Path root;
        try (LocalAccount first = new LocalAccount(folder)) {
            spots(first, 0, 1);
            root = root(first, "spot");
            Files.writeString(Files.createDirectories(root).resolve("lost"), "x");
            first.fault("{\"preemptNode\": {\"poolId\": \"spot\", \"duration\": \"PT10M\"}}");
            assertThat(node(first, "spot").state()).isEqualTo(ComputeNodeState.PREEMPTED);
        }

        try (LocalAccount second = new LocalAccount(folder)) {
            Await.until("the node is back", () -> node(second, "spot").state() == ComputeNodeState.IDLE);
            assertThat(root(second, "spot")).isEqualTo(root);
            assertThat(root.resolve("lost")).doesNotExist();
        }
    }

    @Test
    void the_busiest_node_is_lost_when_none_is_named() throws Exception {
        try (LocalAccount account = new LocalAccount(folder)) {
            account.pool("p", 3, 2);
            holding(account, "p", "t");
            String busy = account.task("p", "t").nodeInfo().nodeId();

            account.fault("{\"loseNode\": {\"poolId\": \"p\"}}");

            Await.until("the node is gone and replaced", () -> {
                List<String> there =
                        nodes(account, "p").stream().map(ComputeNode::id).toList();
                return there.size() == 3 && !there.contains(busy);
            });
            Files.createFile(gate());
            assertThat(account.completed("p", "t").executionInfo().requeueCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void spot_nodes_are_reclaimed_one_after_the_other_and_never_dedicated_ones() throws Exception {
        try (LocalAccount account = new LocalAccount(folder)) {
            spots(account, 1, 2);
            String request = "{\"preemptNode\": {\"poolId\": \"spot\", \"duration\": \"PT10M\"}}";
            account.fault(request);
            account.fault(request);

            assertThat(nodes(account, "spot"))
                    .hasSize(3)
                    .allSatisfy(node -> assertThat(node.state())
                            .isEqualTo(node.isDedicated() ? ComputeNodeState.IDLE : ComputeNodeState.PREEMPTED));
            assertThat(account.faults("POST", "", request).statusCode()).isEqualTo(409);
            String dedicated = nodes(account, "spot").stream()
                    .filter(ComputeNode::isDedicated)
                    .findFirst()
                    .orElseThrow()
                    .id();
            HttpResponse<String> named = account.faults(
                    "POST", "", "{\"preemptNode\": {\"poolId\": \"spot\", \"nodeId\": \"" + dedicated + "\"}}");
            assertThat(named.statusCode()).isEqualTo(409);
            assertThat(named.body()).contains("Only a spot node");
        }
    }

    @Test
    void folders_of_nodes_that_nobody_knows_are_removed_at_the_start() throws Exception {
        Path known;
        try (LocalAccount first = new LocalAccount(folder)) {
            first.pool("p", 1, 1);
            known = Files.createDirectories(root(first, "p"));
        }
        Path gone = Files.createDirectories(known.resolveSibling("tvmps_gone").resolve("shared"));
        Path formerPool = Files.createDirectories(folder.resolve("nodes/former/tvmps_x"));

        try (LocalAccount second = new LocalAccount(folder)) {
            assertThat(gone.getParent()).doesNotExist();
            assertThat(formerPool.getParent()).doesNotExist();
            assertThat(known).isDirectory();
        }
    }

    private void spots(LocalAccount account, int dedicated, int spot) throws Exception {
        account.client
                .poolOperations()
                .createPool(aPool("spot").withTargetDedicatedNodes(dedicated).withTargetLowPriorityNodes(spot));
        Await.until(
                "the pool is steady",
                () -> account.client.poolOperations().getPool("spot").allocationState() == AllocationState.STEADY);
    }

    /** Runs a task that ends when the gate is opened. */
    private void holding(LocalAccount account, String pool, String task) throws Exception {
        account.job(pool, pool);
        account.run(pool, aTask(task, "/bin/sh -c 'echo started; until test -e " + gate() + "; do sleep 0.05; done'"));
        account.started(pool, task);
    }

    private Path gate() {
        return folder.resolve("gate");
    }

    private Path root(LocalAccount account, String pool) throws Exception {
        return folder.resolve("nodes").resolve(pool).resolve(node(account, pool).id());
    }

    private static ComputeNode node(LocalAccount account, String pool) throws Exception {
        return nodes(account, pool).getFirst();
    }

    private static List<ComputeNode> nodes(LocalAccount account, String pool) throws Exception {
        return account.client.computeNodeOperations().listComputeNodes(pool);
    }
}
