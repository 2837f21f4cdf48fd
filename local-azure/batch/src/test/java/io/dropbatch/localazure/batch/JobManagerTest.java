package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.AffinityInformation;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobManagerTask;
import com.microsoft.azure.batch.protocol.models.JobPatchParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.JobState;
import com.microsoft.azure.batch.protocol.models.OnAllTasksComplete;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job manager begins with its job and may end it. */
class JobManagerTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder);
        account.pool("p", 2, 2);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void runs_as_a_task_of_the_job_and_ends_it() throws Exception {
        Path gate = folder.resolve("managed-gate");
        account.job(managed("managed", new JobManagerTask().withId("boss").withCommandLine(waitingFor(gate))));
        account.running("managed", "boss");
        account.run("managed", aTask("worker", "sleep 988"));
        account.running("managed", "worker");
        assertThat(account.task("managed", "worker").nodeInfo().nodeId())
                .isNotEqualTo(account.task("managed", "boss").nodeInfo().nodeId());

        Files.createFile(gate);

        assertThat(account.completed("managed").executionInfo().terminateReason())
                .isEqualTo("JMComplete");
        assertThat(account.task("managed", "boss").executionInfo().exitCode()).isZero();
        assertThat(account.task("managed", "worker")
                        .executionInfo()
                        .failureInfo()
                        .code())
                .isEqualTo("TaskEnded");
    }

    @Test
    void shares_its_node_and_leaves_its_job_alone_when_told_to() throws Exception {
        account.pool("one", 1, 2);
        Path gate = folder.resolve("modest-gate");
        JobAddParameter job = managed(
                        "modest",
                        new JobManagerTask()
                                .withId("modest")
                                .withRunExclusive(false)
                                .withKillJobOnCompletion(false)
                                .withCommandLine(waitingFor(gate)))
                .withPoolInfo(new PoolInformation().withPoolId("one"));
        account.job(job);
        account.run("modest", aTask("worker", "true"));
        account.completed("modest", "worker");
        Files.createFile(gate);

        account.completed("modest", "modest");

        assertThat(account.client.jobOperations().getJob("modest").state()).isEqualTo(JobState.ACTIVE);
        account.client.jobOperations().deleteJob("modest");
    }

    @Test
    void waits_for_a_dedicated_node_when_it_must_and_survives_a_restart() throws Exception {
        Path data = folder.resolve("restarted");
        try (LocalAccount first = new LocalAccount(data)) {
            first.client.poolOperations().createPool(LocalAccount.aPool("spot").withTargetLowPriorityNodes(1));
            first.job(managed(
                            "picky",
                            new JobManagerTask()
                                    .withId("boss")
                                    .withAllowLowPriorityNode(false)
                                    .withCommandLine("true"))
                    .withPoolInfo(new PoolInformation().withPoolId("spot")));
            Await.until(
                    "there is a node",
                    () -> first.client.poolOperations().getPool("spot").currentLowPriorityNodes() == 1);
            assertThat(first.task("picky", "boss").state()).isEqualTo(TaskState.ACTIVE);
        }

        try (LocalAccount second = new LocalAccount(data)) {
            second.client.poolOperations().resizePool("spot", 1, 1);
            assertThat(second.completed("picky").executionInfo().terminateReason())
                    .isEqualTo("JMComplete");
        }
    }

    @Test
    void must_not_have_the_name_of_another_command() {
        assertThatThrownBy(() -> account.job(
                        managed("names", new JobManagerTask().withId("Same").withCommandLine("true"))
                                .withJobPreparationTask(
                                        new JobPreparationTask().withId("same").withCommandLine("true"))))
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo("TaskIdSameAsJobPreparationTask"));
    }

    @Test
    void automatic_termination_cannot_be_turned_off_again() throws Exception {
        account.job(new JobAddParameter().withId("auto").withPoolInfo(new PoolInformation().withPoolId("p")));
        account.run("auto", aTask("a", "sleep 989"));
        JobPatchParameter on = new JobPatchParameter().withOnAllTasksComplete(OnAllTasksComplete.TERMINATE_JOB);
        JobPatchParameter off = new JobPatchParameter().withOnAllTasksComplete(OnAllTasksComplete.NO_ACTION);
        account.client.jobOperations().patchJob("auto", on);

        assertThatThrownBy(() -> account.client.jobOperations().patchJob("auto", off))
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo("InvalidPropertyValue"));
        account.client.jobOperations().deleteJob("auto");
    }

    @Test
    void a_task_goes_to_the_node_it_prefers_while_that_has_room() throws Exception {
        account.pool("wide", 3, 1);
        account.job("near", "wide");
        List<ComputeNode> nodes = account.client.computeNodeOperations().listComputeNodes("wide");
        assertThat(nodes).hasSize(3);
        for (ComputeNode node : nodes) {
            String id = "to" + node.id().replace("_", "");
            account.run(
                    "near",
                    aTask(id, "true").withAffinityInfo(new AffinityInformation().withAffinityId(node.affinityId())));
            assertThat(account.completed("near", id).nodeInfo().nodeId()).isEqualTo(node.id());
        }
        account.run(
                "near", aTask("lost", "true").withAffinityInfo(new AffinityInformation().withAffinityId("TVM:gone")));
        account.completed("near", "lost");
    }

    private static String waitingFor(Path gate) {
        return "/bin/sh -c 'until test -e " + gate + "; do sleep 0.01; done'";
    }

    private static JobAddParameter managed(String id, JobManagerTask manager) {
        return new JobAddParameter()
                .withId(id)
                .withJobManagerTask(manager)
                .withPoolInfo(new PoolInformation().withPoolId("p"));
    }
}
