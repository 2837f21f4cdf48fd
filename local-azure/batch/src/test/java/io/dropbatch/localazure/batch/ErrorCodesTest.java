package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aPool;
import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.DisableComputeNodeSchedulingOption;
import com.microsoft.azure.batch.protocol.models.DisableJobOption;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.JobReleaseTask;
import com.microsoft.azure.batch.protocol.models.NodeRemoveParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.PoolResizeParameter;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The refusals that a Java program meets, each with Azure's code and status. */
class ErrorCodesTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder);
        account.pool("p", 1, 2);
        for (String job : List.of("j", "ending")) {
            account.job(new JobAddParameter()
                    .withId(job)
                    .withPoolInfo(new PoolInformation().withPoolId("p"))
                    .withJobPreparationTask(new JobPreparationTask().withCommandLine("/bin/true"))
                    .withJobReleaseTask(new JobReleaseTask().withCommandLine("/bin/sleep 30")));
            account.run(job, aTask("done", "/bin/true"));
            account.completed(job, "done");
        }
        account.job("plain", "p");
        account.job("nowhere", "none");
        account.run("nowhere", aTask("waiting", "/bin/true"));
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void what_is_not_there_is_not_found() {
        refused(404, "PoolNotFound", () -> account.client.poolOperations().getPool("none"));
        refused(
                404,
                "NodeNotFound",
                () -> account.client.computeNodeOperations().getComputeNode("p", "none"));
        refused(
                404,
                "NodeNotFound",
                () -> account.client
                        .protocolLayer()
                        .pools()
                        .removeNodes("p", new NodeRemoveParameter().withNodeList(List.of("none"))));
        refused(404, "JobNotFound", () -> account.client.jobOperations().getJob("none"));
        refused(404, "JobNotFound", () -> account.run("none", aTask("a", "b")));
        refused(404, "TaskNotFound", () -> account.task("j", "none"));
        refused(404, "FileNotFound", () -> account.file("j", "done", "none"));
        refused(
                404,
                "JobScheduleNotFound",
                () -> account.client.jobScheduleOperations().getJobSchedule("none"));
        refused(
                404,
                "ApplicationNotFound",
                () -> account.client.applicationOperations().getApplication("none"));
    }

    @Test
    void what_is_there_already_is_not_made_again() {
        refused(409, "PoolExists", () -> account.client.poolOperations().createPool(aPool("P")));
        refused(409, "JobExists", () -> account.job("J", "p"));
        refused(409, "TaskExists", () -> add("j", aTask("DONE", "/bin/true")));
        refused(409, "TaskIdSameAsJobPreparationTask", () -> add("j", aTask("jobpreparation", "/bin/true")));
        refused(409, "TaskIdSameAsJobReleaseTask", () -> add("j", aTask("jobrelease", "/bin/true")));
    }

    @Test
    void values_out_of_their_range_are_refused() {
        refused(
                400,
                "OutOfRangePriority",
                () -> account.job(new JobAddParameter()
                        .withId("high")
                        .withPoolInfo(new PoolInformation().withPoolId("p"))
                        .withPriority(1001)));
        refused(400, "InvalidPropertyValue", () -> account.job("no id", "p"));
        refused(400, "InvalidPropertyValue", () -> account.job("x".repeat(65), "p"));
        refused(413, "RequestBodyTooLarge", () -> add("j", aTask("long", "x".repeat(1024 * 1024))));
    }

    @Test
    void tasks_in_another_state_refuse_what_comes_too_late() throws Exception {
        refused(409, "TaskCompleted", () -> account.client.taskOperations().terminateTask("j", "done"));
        refused(409, "TaskFilesUnavailable", () -> account.file("nowhere", "waiting", "stdout.txt"));
        account.run("plain", aTask("cleaned", "/bin/true"));
        account.completed("plain", "cleaned");
        forget("workitems/plain/job-1/cleaned");
        refused(409, "TaskFilesCleanedup", () -> account.file("plain", "cleaned", "stdout.txt"));
    }

    @Test
    void jobs_in_another_state_refuse_what_does_not_fit_it() throws Exception {
        refused(
                409,
                "JobPreparationTaskNotSpecified",
                () -> account.client.jobOperations().listPreparationAndReleaseTaskStatus("plain"));
        account.job("off", "p");
        account.client.jobOperations().disableJob("off", DisableJobOption.REQUEUE);
        refused(409, "JobDisabled", () -> account.client.jobOperations().disableJob("off", DisableJobOption.REQUEUE));
        account.job("over", "p");
        account.client.jobOperations().terminateJob("over", "enough");
        account.completed("over");
        refused(409, "JobCompleted", () -> account.client.jobOperations().terminateJob("over", "enough"));
        refused(409, "JobCompleted", () -> add("over", aTask("late", "/bin/true")));
    }

    @Test
    void jobs_that_are_ending_take_nothing_new() throws Exception {
        account.client.jobOperations().terminateJob("ending", "enough");
        refused(409, "JobBeingTerminated", () -> account.client.jobOperations().terminateJob("ending", "enough"));
        refused(409, "JobBeingTerminated", () -> add("ending", aTask("late", "/bin/true")));
        account.client.jobOperations().deleteJob("ending");
        refused(409, "JobBeingDeleted", () -> account.client.jobOperations().terminateJob("ending", "enough"));
        refused(409, "JobBeingDeleted", () -> add("ending", aTask("later", "/bin/true")));
    }

    @Test
    void nodes_in_another_state_refuse_what_does_not_fit_it() throws Exception {
        ComputeNode node =
                account.client.computeNodeOperations().listComputeNodes("p").get(0);
        refused(
                409,
                "NodeAlreadyInTargetSchedulingState",
                () -> account.client.computeNodeOperations().enableComputeNodeScheduling("p", node.id()));
        account.client
                .computeNodeOperations()
                .disableComputeNodeScheduling("p", node.id(), DisableComputeNodeSchedulingOption.REQUEUE);
        refused(
                409,
                "NodeAlreadyInTargetSchedulingState",
                () -> account.client
                        .computeNodeOperations()
                        .disableComputeNodeScheduling("p", node.id(), DisableComputeNodeSchedulingOption.REQUEUE));
        account.client.computeNodeOperations().enableComputeNodeScheduling("p", node.id());
    }

    @Test
    void pools_that_are_changing_refuse_another_change(@TempDir Path other) throws Exception {
        SteppedClock clock = new SteppedClock(Instant.parse("2026-11-22T10:00:00Z"));
        try (LocalAccount slow = new LocalAccount(
                other,
                options -> options.withAllocationTime(Duration.ofMinutes(1)).withClock(clock))) {
            slow.client.poolOperations().createPool(aPool("p").withTargetDedicatedNodes(1));
            refused(
                    409,
                    "PoolBeingResized",
                    () -> slow.client
                            .protocolLayer()
                            .pools()
                            .resize("p", new PoolResizeParameter().withTargetDedicatedNodes(2)));
        }
    }

    private static void add(String job, TaskAddParameter task) throws Exception {
        account.client.taskOperations().createTask(job, task);
    }

    private static void forget(String directory) throws Exception {
        String node = account.client
                .computeNodeOperations()
                .listComputeNodes("p")
                .get(0)
                .id();
        try (Stream<Path> files =
                Files.walk(folder.resolve("nodes/p").resolve(node).resolve(directory))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void refused(int status, String code, ThrowingCallable call) {
        BatchErrorException refusal = catchThrowableOfType(BatchErrorException.class, call);

        assertThat(refusal).as(code).isNotNull();
        assertThat(refusal.body().code()).isEqualTo(code);
        assertThat(refusal.response().code()).as(code).isEqualTo(status);
        assertThat(refusal.body().message().value()).contains("RequestId:");
    }
}
