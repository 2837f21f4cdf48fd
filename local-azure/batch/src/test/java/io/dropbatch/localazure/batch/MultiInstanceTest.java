package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aPool;
import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.ComputeNodeRebootOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.LinuxUserConfiguration;
import com.microsoft.azure.batch.protocol.models.MultiInstanceSettings;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import com.microsoft.azure.batch.protocol.models.SubtaskInformation;
import com.microsoft.azure.batch.protocol.models.SubtaskState;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import com.microsoft.azure.batch.protocol.models.TaskState;
import com.microsoft.azure.batch.protocol.models.UserAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A multi-instance task runs on several nodes at once, or not at all. */
class MultiInstanceTest {

    @TempDir
    static Path folder;

    static LocalAccount account;
    static BlobStub storage;

    @BeforeAll
    static void start() throws Exception {
        storage = new BlobStub();
        account = new LocalAccount(folder.resolve("data"));
        communicatingPool(account, "p", 3);
        account.job("j", "p");
    }

    @AfterAll
    static void stop() {
        account.close();
        storage.close();
    }

    @Test
    void coordinates_on_every_node_and_then_runs_on_the_first() throws Exception {
        storage.put("in/common", "for all");
        storage.put("in/own", "for one");
        account.run(
                "j",
                gang("mpi", 3, "/bin/sh -c 'cat ../common; (setsid sleep 991 >/dev/null 2>&1 &); echo coordinated'")
                        .withCommandLine(
                                "/bin/sh -c 'cat own; env | grep -E \"AZ_BATCH_(HOST|NODE_LIST|MASTER|IS_)|CCP\" | sort'")
                        .withResourceFiles(List.of(file("own"))));

        CloudTask task = account.completed("j", "mpi");

        assertThat(task.executionInfo().exitCode()).isZero();
        List<String> output = account.file("j", "mpi", "stdout.txt").lines().toList();
        assertThat(output.get(0)).isEqualTo("for allcoordinated");
        assertThat(output.get(1)).startsWith("for oneAZ_BATCH_HOST_LIST=127.").contains(",");
        assertThat(output)
                .anyMatch(line -> line.matches("AZ_BATCH_NODE_LIST=127[.\\d]+;127[.\\d]+;127[.\\d]+"))
                .anyMatch(line -> line.matches("AZ_BATCH_MASTER_NODE=127[.\\d]+:6000"))
                .contains("AZ_BATCH_IS_CURRENT_NODE_MASTER=true")
                .anyMatch(line -> line.matches("CCP_NODES=3( 127[.\\d]+ 2){3}"));
        List<SubtaskInformation> subtasks = account.client.taskOperations().listSubtasks("j", "mpi");
        assertThat(subtasks).extracting(SubtaskInformation::id).containsExactly(1, 2);
        assertThat(subtasks).allSatisfy(subtask -> {
            assertThat(subtask.state()).isEqualTo(SubtaskState.COMPLETED);
            assertThat(subtask.exitCode()).isZero();
            assertThat(subtask.nodeInfo().nodeId()).isNotEqualTo(task.nodeInfo().nodeId());
            Path directory = folder.resolve("data/nodes/p")
                    .resolve(subtask.nodeInfo().nodeId())
                    .resolve(subtask.nodeInfo().taskRootDirectory());
            assertThat(Files.readString(directory.resolve("stdout.txt"))).isEqualTo("for allcoordinated\n");
            assertThat(directory.resolve("wd/own")).doesNotExist();
        });
        assertThat(sleeping("991")).isFalse();
    }

    @Test
    void a_node_that_cannot_coordinate_fails_the_whole_which_is_retried() throws Exception {
        Path gate = folder.resolve("retry-gate");
        account.run(
                "j",
                gang(
                                "retried",
                                2,
                                "/bin/sh -c '$AZ_BATCH_IS_CURRENT_NODE_MASTER && exec sleep 0.3; mkdir " + gate
                                        + " && exit 9; exit 0'")
                        .withCommandLine("true")
                        .withConstraints(new TaskConstraints().withMaxTaskRetryCount(1)),
                gang("fails", 2, "/bin/sh -c '$AZ_BATCH_IS_CURRENT_NODE_MASTER && exec sleep 992; exit 8'"));

        CloudTask retried = account.completed("j", "retried");
        CloudTask failed = account.completed("j", "fails");

        assertThat(retried.executionInfo().exitCode()).isZero();
        assertThat(retried.executionInfo().retryCount()).isEqualTo(1);
        assertThat(failed.executionInfo().exitCode()).isEqualTo(8);
        assertThat(sleeping("992")).isFalse();
    }

    @Test
    void never_runs_where_nodes_are_shared_and_holds_nobody_up_there() throws Exception {
        account.pool("shared", 2, 2);
        account.job("stuck", "shared");
        account.run("stuck", gang("never", 2, "true"), aTask("passes", "true"));

        account.completed("stuck", "passes");

        assertThat(account.task("stuck", "never").state()).isEqualTo(TaskState.ACTIVE);
        account.client.jobOperations().deleteJob("stuck");
    }

    @Test
    void gets_its_nodes_before_younger_jobs_take_them_and_two_do_not_lock_each_other_out() throws Exception {
        communicatingPool(account, "busy", 3);
        account.job("old", "busy");
        account.job("young", "busy");
        account.run("old", aTask("blocker", "/bin/sh -c 'echo started; sleep 0.3'"));
        account.started("old", "blocker");
        account.run("old", gang("a", 3, "true"), gang("b", 2, "true"), gang("c", 2, "true"));
        account.run("young", aTask("later", "true"));

        CloudTask later = account.completed("young", "later");

        assertThat(later.executionInfo().startTime())
                .isGreaterThanOrEqualTo(
                        account.completed("old", "a").executionInfo().startTime());
        account.completed("old", "b");
        account.completed("old", "c");
    }

    @Test
    void loses_all_its_nodes_with_one_and_runs_again_as_a_whole() throws Exception {
        communicatingPool(account, "fragile", 2);
        account.job("lost", "fragile");
        Path gate = folder.resolve("lost-gate");
        account.run(
                "lost",
                gang("a", 2, "true").withCommandLine("/bin/sh -c 'echo started; test -e " + gate + " || sleep 993'"));
        account.started("lost", "a");
        String other = subtaskNode("lost", "a");
        Files.createFile(gate);

        account.fault("{\"loseNode\": {\"poolId\": \"fragile\", \"nodeId\": \"" + other + "\"}}");

        assertThat(account.completed("lost", "a").executionInfo().requeueCount())
                .isEqualTo(1);
        assertThat(sleeping("993")).isFalse();
        Await.until("the lost node is gone", () -> nodes("fragile").size() == 2);
        assertThat(nodes("fragile")).extracting(ComputeNode::id).doesNotContain(other);
    }

    @Test
    void any_of_its_nodes_can_be_rebooted_which_gives_the_whole_back() throws Exception {
        communicatingPool(account, "rebooted", 2);
        account.job("again", "rebooted");
        Path gate = folder.resolve("reboot-gate");
        account.run(
                "again",
                gang("a", 2, "true").withCommandLine("/bin/sh -c 'echo started; test -e " + gate + " || sleep 995'"));
        account.started("again", "a");
        String other = subtaskNode("again", "a");
        Files.createFile(gate);

        account.client.computeNodeOperations().rebootComputeNode("rebooted", other, ComputeNodeRebootOption.REQUEUE);

        assertThat(account.completed("again", "a").executionInfo().requeueCount())
                .isEqualTo(1);
        assertThat(nodes("rebooted"))
                .hasSize(2)
                .allSatisfy(node -> assertThat(node.state()).isEqualTo(ComputeNodeState.IDLE));
    }

    @Test
    void runs_again_after_a_restart_once_its_job_is_prepared_on_every_node() throws Exception {
        Path data = folder.resolve("restarted");
        Path gate = folder.resolve("restart-gate");
        try (LocalAccount first = new LocalAccount(data)) {
            communicatingPool(first, "p", 2);
            first.job(new JobAddParameter()
                    .withId("j")
                    .withPoolInfo(new PoolInformation().withPoolId("p"))
                    .withJobPreparationTask(new JobPreparationTask().withCommandLine("touch ready")));
            first.run(
                    "j",
                    gang("a", 2, "test -e $AZ_BATCH_JOB_PREP_WORKING_DIR/ready")
                            .withMultiInstanceSettings(
                                    settings(2, "/bin/sh -c 'test -e $AZ_BATCH_JOB_PREP_WORKING_DIR/ready'"))
                            .withCommandLine("/bin/sh -c 'echo started; test -e " + gate + " || sleep 994'"));
            first.started("j", "a");
        }
        assertThat(sleeping("994")).isFalse();
        Files.createFile(gate);

        try (LocalAccount second = new LocalAccount(data)) {
            assertThat(second.completed("j", "a").executionInfo().exitCode()).isZero();
            assertThat(second.client.taskOperations().listSubtasks("j", "a")).hasSize(1);
        }
        try (LocalAccount third = new LocalAccount(data)) {
            assertThat(third.client.taskOperations().listSubtasks("j", "a"))
                    .singleElement()
                    .satisfies(subtask -> assertThat(subtask.exitCode()).isZero());
        }
    }

    @Test
    void takes_one_slot_of_each_node_and_no_more_nodes_than_a_pool_can_have() {
        assertRefused(gang("a", 2, "true").withRequiredSlots(2), "InvalidPropertyValue");
        assertRefused(gang("a", 0, "true"), "InvalidPropertyValue");
        assertRefused(gang("a", 2, "true").withMultiInstanceSettings(settings(10_001, "true")), "InvalidPropertyValue");
    }

    /** Azure says so by Azure/aztk#172. */
    @Test
    void needs_a_pool_of_one_kind_of_nodes() throws Exception {
        PoolAddParameter mixed = aPool("mixed")
                .withTargetDedicatedNodes(1)
                .withTargetLowPriorityNodes(1)
                .withEnableInterNodeCommunication(true);

        assertThatThrownBy(() -> account.client.poolOperations().createPool(mixed))
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().values().getLast().value())
                                .isEqualTo(
                                        "Pool cannot have both TargetDedicatedNodes and TargetLowPriorityNodes specified if"
                                                + " communication is enabled."));
        account.client.poolOperations().createPool(mixed.withTargetLowPriorityNodes(0));
        Await.until(
                "the pool is steady",
                () -> account.client.poolOperations().getPool("mixed").allocationState() == AllocationState.STEADY);
        assertThatThrownBy(() -> account.client.poolOperations().resizePool("mixed", 1, 1))
                .isInstanceOf(BatchErrorException.class);
    }

    @Test
    void its_pool_may_have_accounts_whose_secrets_are_never_shown() throws Exception {
        Path data = folder.resolve("accounts");
        try (LocalAccount first = new LocalAccount(data)) {
            first.client
                    .poolOperations()
                    .createPool(aPool("p")
                            .withTargetDedicatedNodes(0)
                            .withEnableInterNodeCommunication(true)
                            .withUserAccounts(List.of(new UserAccount()
                                    .withName("mpi")
                                    .withPassword("pass-word-1")
                                    .withLinuxUserConfiguration(
                                            new LinuxUserConfiguration().withSshPrivateKey("key-of-mpi")))));

            UserAccount shown =
                    first.client.poolOperations().getPool("p").userAccounts().get(0);
            assertThat(shown.name()).isEqualTo("mpi");
            assertThat(shown.password()).isNull();
            assertThat(shown.linuxUserConfiguration().sshPrivateKey()).isNull();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain("pass-word-1", "key-of-mpi");
            }
        }
    }

    private static String subtaskNode(String job, String task) throws Exception {
        return account.client
                .taskOperations()
                .listSubtasks(job, task)
                .get(0)
                .nodeInfo()
                .nodeId();
    }

    private static List<ComputeNode> nodes(String pool) throws Exception {
        return account.client.computeNodeOperations().listComputeNodes(pool);
    }

    private static void assertRefused(TaskAddParameter task, String code) {
        assertThatThrownBy(() -> account.client.taskOperations().createTask("j", task))
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo(code));
    }

    private static TaskAddParameter gang(String id, int instances, String coordination) {
        return aTask(id, "true").withMultiInstanceSettings(settings(instances, coordination));
    }

    private static MultiInstanceSettings settings(int instances, String coordination) {
        return new MultiInstanceSettings()
                .withNumberOfInstances(instances)
                .withCoordinationCommandLine(coordination)
                .withCommonResourceFiles(coordination.contains("common") ? List.of(file("common")) : null);
    }

    private static ResourceFile file(String name) {
        return new ResourceFile().withHttpUrl(storage.address("in", name)).withFilePath(name);
    }

    private static void communicatingPool(LocalAccount account, String id, int nodes) throws Exception {
        account.client
                .poolOperations()
                .createPool(aPool(id).withTargetDedicatedNodes(nodes).withEnableInterNodeCommunication(true));
        Await.until(
                "pool " + id + " is steady",
                () -> account.client.poolOperations().getPool(id).allocationState() == AllocationState.STEADY
                        && account.client.computeNodeOperations().listComputeNodes(id).stream()
                                        .map(ComputeNode::id)
                                        .distinct()
                                        .count()
                                == nodes);
    }

    private static boolean sleeping(String argument) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(argument))
                        .orElse(false));
    }
}
