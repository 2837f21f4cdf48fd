package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.DetailLevel;
import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.DisableJobOption;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobConstraints;
import com.microsoft.azure.batch.protocol.models.JobPreparationAndReleaseTaskExecutionInformation;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.JobReleaseTask;
import com.microsoft.azure.batch.protocol.models.JobState;
import com.microsoft.azure.batch.protocol.models.OnAllTasksComplete;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskCounts;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pools give nodes, jobs prepare and release them, end, rest and go. */
class JobLifeTest {

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
    void prepares_each_node_once_and_releases_it_at_the_end() throws Exception {
        account.job(aJob("prepared")
                .withJobPreparationTask(new JobPreparationTask()
                        .withCommandLine(
                                "/bin/sh -c 'echo once >> \"$AZ_BATCH_NODE_SHARED_DIR\"/../prep; echo ready > app'"))
                .withJobReleaseTask(new JobReleaseTask().withCommandLine("/bin/sh -c 'echo released'"))
                .withOnAllTasksComplete(OnAllTasksComplete.NO_ACTION));
        for (int i = 0; i < 8; i++) {
            account.run("prepared", aTask("t" + i, "/bin/sh -c 'cat $AZ_BATCH_JOB_PREP_WORKING_DIR/app'"));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(account.completed("prepared", "t" + i).executionInfo().result())
                    .isEqualTo(TaskExecutionResult.SUCCESS);
        }
        account.client.jobOperations().terminateJob("prepared", "enough");

        CloudJob job = account.completed("prepared");

        assertThat(job.executionInfo().terminateReason()).isEqualTo("enough");
        List<JobPreparationAndReleaseTaskExecutionInformation> nodes =
                account.client.jobOperations().listPreparationAndReleaseTaskStatus("prepared");
        assertThat(nodes).isNotEmpty().allSatisfy(node -> {
            assertThat(node.jobPreparationTaskExecutionInfo().exitCode()).isZero();
            assertThat(node.jobReleaseTaskExecutionInfo().exitCode()).isZero();
            Path log = folder.resolve("nodes/p").resolve(node.nodeId()).resolve("prep");
            assertThat(Files.exists(log) ? Files.readString(log) : "once\n").isEqualTo("once\n");
        });
    }

    @Test
    void a_failed_preparation_leaves_tasks_active_and_says_why() throws Exception {
        account.job(aJob("unprepared")
                .withJobPreparationTask(new JobPreparationTask().withCommandLine("/bin/sh -c 'exit 3'")));
        account.run("unprepared", aTask("waits", "true"));

        Await.until(
                "both nodes have failed",
                () -> account.client.jobOperations().listPreparationAndReleaseTaskStatus("unprepared").stream()
                                .filter(node ->
                                        node.jobPreparationTaskExecutionInfo().result() == TaskExecutionResult.FAILURE)
                                .count()
                        == 2);

        Await.until(
                "the task is active", () -> account.task("unprepared", "waits").state() == TaskState.ACTIVE);
        account.client.jobOperations().deleteJob("unprepared");
    }

    @Test
    void a_job_ends_with_its_last_task_when_it_is_told_to() throws Exception {
        account.job("last", "p");
        account.run("last", aTask("a", "true"), aTask("b", "false"));
        account.completed("last", "a");
        account.completed("last", "b");
        com.microsoft.azure.batch.protocol.models.JobPatchParameter end =
                new com.microsoft.azure.batch.protocol.models.JobPatchParameter()
                        .withOnAllTasksComplete(OnAllTasksComplete.TERMINATE_JOB);

        account.client.jobOperations().patchJob("last", end);

        assertThat(account.completed("last").executionInfo().terminateReason()).isEqualTo("AllTasksComplete");
        TaskCounts counts = account.client.jobOperations().getTaskCounts("last");
        assertThat(List.of(counts.active(), counts.running(), counts.completed(), counts.succeeded(), counts.failed()))
                .containsExactly(0, 0, 2, 1, 1);
        assertThatThrownBy(() -> account.run("last", aTask("late", "true")))
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo("JobCompleted"));
    }

    @Test
    void a_job_that_takes_too_long_is_ended() throws Exception {
        SteppedClock clock = new SteppedClock(Instant.now());
        Path own = Files.createTempDirectory(folder, "clock");
        try (LocalAccount timed = new LocalAccount(own, options -> options.withClock(clock))) {
            timed.pool("p", 1, 1);
            timed.job(aJob("long").withConstraints(new JobConstraints().withMaxWallClockTime(Period.hours(1))));
            timed.run("long", aTask("a", "sleep 980"));
            timed.running("long", "a");
            clock.advance(Duration.ofMinutes(59));
            assertThat(timed.client.jobOperations().getJob("long").state()).isEqualTo(JobState.ACTIVE);

            clock.advance(Duration.ofMinutes(1));

            CloudJob job = timed.completed("long");
            assertThat(job.executionInfo().terminateReason()).isEqualTo("MaxWallClockTimeExpiry");
            assertThat(timed.task("long", "a").executionInfo().failureInfo().code())
                    .isEqualTo("TaskEnded");
        }
    }

    @Test
    void a_disabled_job_gives_its_tasks_back_and_runs_them_when_enabled() throws Exception {
        account.job("rests", "p");
        Path gate = folder.resolve("gate");
        account.run("rests", aTask("a", "/bin/sh -c 'echo started; test -e " + gate + " || sleep 981'"));
        account.started("rests", "a");

        account.client.jobOperations().disableJob("rests", DisableJobOption.REQUEUE);
        Await.until(
                "it is disabled",
                () -> account.client.jobOperations().getJob("rests").state() == JobState.DISABLED);
        assertThat(account.task("rests", "a").state()).isEqualTo(TaskState.ACTIVE);
        Files.createFile(gate);
        account.client.jobOperations().enableJob("rests");

        CloudTask task = account.completed("rests", "a");
        assertThat(task.executionInfo().requeueCount()).isEqualTo(1);
        assertThat(task.executionInfo().exitCode()).isZero();
    }

    @Test
    void the_higher_priority_runs_first_and_slots_limit_what_runs() throws Exception {
        account.pool("narrow", 1, 1);
        account.job(aJob("low").withPoolInfo(new PoolInformation().withPoolId("narrow")));
        account.job(aJob("high").withPriority(100).withPoolInfo(new PoolInformation().withPoolId("narrow")));
        Path gate = folder.resolve("between-waits");
        account.run(
                "low",
                aTask("first", "/bin/sh -c 'while ! test -e " + gate + "; do sleep 0.02; done'"),
                aTask("last", "true"));
        account.running("low", "first");
        account.run("high", aTask("between", "true"));
        Files.createFile(gate);

        CloudTask last = account.completed("low", "last");

        assertThat(account.completed("high", "between").executionInfo().startTime())
                .isGreaterThanOrEqualTo(
                        account.task("low", "first").executionInfo().endTime())
                .isLessThanOrEqualTo(last.executionInfo().startTime());
    }

    @Test
    void a_node_that_leaves_gives_its_tasks_to_the_others() throws Exception {
        account.pool("shrinks", 2, 1);
        account.job(aJob("moves").withPoolInfo(new PoolInformation().withPoolId("shrinks")));
        Path gate = folder.resolve("moved");
        account.run("moves", aTask("a", "/bin/sh -c 'echo started; test -e " + gate + " || sleep 982'"));
        account.started("moves", "a");
        String node = account.task("moves", "a").nodeInfo().nodeId();
        Files.createFile(gate);

        account.client.poolOperations().removeNodeFromPool("shrinks", node);

        CloudTask task = account.completed("moves", "a");
        assertThat(task.nodeInfo().nodeId()).isNotEqualTo(node);
        assertThat(task.executionInfo().requeueCount()).isEqualTo(1);
        Await.until(
                "the pool is steady",
                () -> account.client.poolOperations().getPool("shrinks").allocationState() == AllocationState.STEADY);
        assertThat(account.client.computeNodeOperations().listComputeNodes("shrinks"))
                .extracting(ComputeNode::id)
                .doesNotContain(node)
                .hasSize(1);
    }

    @Test
    void a_lost_node_is_replaced_and_its_tasks_run_again() throws Exception {
        account.pool("fragile", 1, 2);
        account.job(aJob("lost").withPoolInfo(new PoolInformation().withPoolId("fragile")));
        Path gate = folder.resolve("lost-gate");
        account.run("lost", aTask("a", "/bin/sh -c 'echo started; test -e " + gate + " || sleep 985'"));
        account.started("lost", "a");
        String node = account.task("lost", "a").nodeInfo().nodeId();
        Files.createFile(gate);

        account.fault("{\"loseNode\":{\"poolId\":\"fragile\"}}");

        CloudTask task = account.completed("lost", "a");
        assertThat(task.executionInfo().requeueCount()).isEqualTo(1);
        assertThat(task.executionInfo().result()).isEqualTo(TaskExecutionResult.SUCCESS);
        assertThat(task.nodeInfo().nodeId()).isNotEqualTo(node);
    }

    @Test
    void a_preparation_that_is_told_to_fail_fails() throws Exception {
        account.pool("single", 1, 1);
        account.server.faults().arm(io.dropbatch.localazure.batch.engine.fault.FaultInjection.Kind.PREPARATION, 1);
        account.job(aJob("told")
                .withPoolInfo(new PoolInformation().withPoolId("single"))
                .withJobPreparationTask(new JobPreparationTask().withCommandLine("true")));
        account.run("told", aTask("a", "true"));

        Await.until(
                "it has failed",
                () -> account.client.jobOperations().listPreparationAndReleaseTaskStatus("told").stream()
                        .anyMatch(on -> on.jobPreparationTaskExecutionInfo().failureInfo() != null));
    }

    @Test
    void a_deleted_job_is_gone_with_its_tasks_and_its_name_is_free_again() throws Exception {
        account.job("short", "p");
        account.run("short", aTask("a", "sleep 983"));
        account.running("short", "a");

        account.client.jobOperations().deleteJob("SHORT");

        Await.until(
                "it is gone",
                () -> account.client
                        .jobOperations()
                        .listJobs(new DetailLevel.Builder()
                                .withFilterClause("id eq 'short'")
                                .build())
                        .isEmpty());
        account.job("Short", "p");
        assertThat(account.client.taskOperations().listTasks("short")).isEmpty();
    }

    private static JobAddParameter aJob(String id) {
        return new JobAddParameter().withId(id).withPoolInfo(new PoolInformation().withPoolId("p"));
    }
}
