package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.EnvironmentSetting;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.MetadataItem;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import com.microsoft.azure.batch.protocol.models.TaskCounts;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool that says so runs no processes: its tasks take their time, and end as they were told. */
class VirtualPoolTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder);
        virtual("fast", 50, "localazure.speed", "100000", "localazure.duration", "uniform(10m,1h)");
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void runs_hours_of_tasks_in_a_moment_without_a_process_or_a_file() throws Exception {
        account.job("hours", "fast");
        for (int i = 0; i < 10; i++) {
            List<TaskAddParameter> tasks = new ArrayList<>();
            for (int t = 0; t < 100; t++) {
                tasks.add(aTask("t" + i + "-" + t, "no-such-program"));
            }
            account.client.protocolLayer().tasks().addCollection("hours", tasks);
        }
        Await.until(
                "all are done",
                () -> account.client.jobOperations().getTaskCounts("hours").completed() == 1000);

        TaskCounts counts = account.client.jobOperations().getTaskCounts("hours");
        assertThat(counts.succeeded()).isEqualTo(1000);
        assertThat(account.task("hours", "t3-33").executionInfo().exitCode()).isZero();
        assertThat(account.task("hours", "t3-33").nodeInfo().poolId()).isEqualTo("fast");
        assertThat(folder.resolve("nodes/fast")).doesNotExist();
    }

    @Test
    void a_task_ends_as_its_environment_says() throws Exception {
        account.job("told", "fast");
        account.run(
                "told",
                with(aTask("fails", "x"), "LOCALAZURE_SIM_EXIT_CODE", "3")
                        .withConstraints(new TaskConstraints().withMaxTaskRetryCount(2)),
                with(aTask("tooLong", "x"), "LOCALAZURE_SIM_DURATION", "10h")
                        .withConstraints(new TaskConstraints().withMaxWallClockTime(Period.hours(1))),
                with(aTask("wrong", "x"), "LOCALAZURE_SIM_DURATION", "gamma(1s)"));

        CloudTask failed = account.completed("told", "fails");
        CloudTask tooLong = account.completed("told", "tooLong");
        CloudTask wrong = account.completed("told", "wrong");

        assertThat(failed.executionInfo().exitCode()).isEqualTo(3);
        assertThat(failed.executionInfo().retryCount()).isEqualTo(2);
        assertThat(failed.executionInfo().failureInfo().code()).isEqualTo("FailureExitCode");
        assertThat(tooLong.executionInfo().failureInfo().code()).isEqualTo("TaskEnded");
        assertThat(wrong.executionInfo().failureInfo().code()).isEqualTo("CommandLaunchFailed");
        assertThat(wrong.executionInfo().failureInfo().details().get(0).value()).contains("gamma");
    }

    @Test
    void a_running_task_can_be_terminated_and_a_job_prepared() throws Exception {
        virtual("slow", 1, "localazure.duration", "1h");
        account.job(new JobAddParameter()
                .withId("prepared")
                .withPoolInfo(new PoolInformation().withPoolId("slow"))
                .withJobPreparationTask(new JobPreparationTask()
                        .withCommandLine("x")
                        .withEnvironmentSettings(List.of(setting("LOCALAZURE_SIM_DURATION", "0s")))));
        account.run("prepared", aTask("endless", "x"));
        account.running("prepared", "endless");

        account.client.taskOperations().terminateTask("prepared", "endless");

        CloudTask ended = account.completed("prepared", "endless");
        assertThat(ended.executionInfo().result()).isEqualTo(TaskExecutionResult.FAILURE);
        assertThat(ended.executionInfo().failureInfo().code()).isEqualTo("TaskEnded");
    }

    @Test
    void the_same_tasks_fail_each_time_they_are_asked_to_by_chance() throws Exception {
        virtual("shaky", 4, "localazure.duration", "0s", "localazure.failureProbability", "0.3");
        List<List<String>> failures = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            account.job("chance", "shaky");
            List<TaskAddParameter> tasks = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                tasks.add(aTask("t" + i, "x"));
            }
            account.client.protocolLayer().tasks().addCollection("chance", tasks);
            Await.until(
                    "all are done",
                    () -> account.client.jobOperations().getTaskCounts("chance").completed() == 100);
            failures.add(account.client.taskOperations().listTasks("chance").stream()
                    .filter(task -> task.executionInfo().result() == TaskExecutionResult.FAILURE)
                    .map(CloudTask::id)
                    .toList());
            account.client.jobOperations().deleteJob("chance");
            Await.until(
                    "the job is gone",
                    () -> account.client.jobOperations().listJobs().stream()
                            .noneMatch(job -> job.id().equals("chance")));
        }

        assertThat(failures.get(0)).hasSizeBetween(10, 60).isEqualTo(failures.get(1));
    }

    @Test
    void metadata_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> virtual("bad", 1, "localazure.speed", "-1"))
                .hasMessageContaining("InvalidPropertyValue");
        assertThatThrownBy(() -> virtual("bad", 1, "localazure.duration", "soon"))
                .hasMessageContaining("InvalidPropertyValue");
    }

    private static TaskAddParameter with(TaskAddParameter task, String name, String value) {
        return task.withEnvironmentSettings(List.of(setting(name, value)));
    }

    private static EnvironmentSetting setting(String name, String value) {
        return new EnvironmentSetting().withName(name).withValue(value);
    }

    private static void virtual(String id, int nodes, String... metadata) throws Exception {
        List<MetadataItem> items = new ArrayList<>();
        items.add(new MetadataItem().withName("localazure.virtual").withValue("true"));
        for (int i = 0; i < metadata.length; i += 2) {
            items.add(new MetadataItem().withName(metadata[i]).withValue(metadata[i + 1]));
        }
        account.client
                .poolOperations()
                .createPool(LocalAccount.aPool(id)
                        .withTargetDedicatedNodes(nodes)
                        .withTaskSlotsPerNode(4)
                        .withMetadata(items));
        Await.until(
                "pool " + id + " is steady",
                () -> account.client.poolOperations().getPool(id).allocationState() == AllocationState.STEADY);
    }
}
