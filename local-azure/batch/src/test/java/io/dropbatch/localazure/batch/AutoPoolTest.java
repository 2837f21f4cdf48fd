package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.AutoPoolSpecification;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.JobPatchParameter;
import com.microsoft.azure.batch.protocol.models.JobSpecification;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.PoolLifetimeOption;
import com.microsoft.azure.batch.protocol.models.PoolSpecification;
import com.microsoft.azure.batch.protocol.models.Schedule;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.nio.file.Path;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and schedules that bring their own pool. */
class AutoPoolTest {

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
    void a_job_runs_on_the_pool_it_brings_along_and_takes_it_away_again() throws Exception {
        account.client.jobOperations().createJob("own", on(anAutoPool().withAutoPoolIdPrefix("mine")));
        account.run("own", aTask("a", "true"));

        String node = account.completed("own", "a").nodeInfo().poolId();

        CloudJob job = account.client.jobOperations().getJob("own");
        assertThat(node).startsWith("mine_").isEqualTo(job.executionInfo().poolId());
        assertThat(job.poolInfo().poolId()).isNull();
        assertThat(job.poolInfo().autoPoolSpecification().autoPoolIdPrefix()).isEqualTo("mine");
        account.client.jobOperations().terminateJob("own", "done");
        gone(node);
    }

    @Test
    void a_pool_that_is_kept_alive_outlives_its_job() throws Exception {
        account.client.jobOperations().createJob("brief", on(anAutoPool()));
        String pool = pool("brief");

        account.client
                .jobOperations()
                .patchJob(
                        "brief",
                        new JobPatchParameter().withPoolInfo(on(anAutoPool().withKeepAlive(true))));
        account.client.jobOperations().deleteJob("brief");

        Await.until(
                "the job is gone",
                () -> account.client.jobOperations().listJobs().stream()
                        .noneMatch(job -> job.id().equals("brief")));
        assertThat(account.client.poolOperations().existsPool(pool)).isTrue();
        account.client.poolOperations().deletePool(pool);
    }

    @Test
    void the_jobs_of_a_schedule_share_a_pool_that_lives_as_long_as_the_schedule() throws Exception {
        account.client
                .jobScheduleOperations()
                .createJobSchedule(
                        "shares",
                        new Schedule().withRecurrenceInterval(Period.hours(1)),
                        new JobSpecification()
                                .withPoolInfo(
                                        on(anAutoPool().withPoolLifetimeOption(PoolLifetimeOption.JOB_SCHEDULE))));
        String pool = pool("shares:job-1");
        account.client.jobOperations().terminateJob("shares:job-1", "done");
        account.completed("shares:job-1");

        assertThat(account.client.poolOperations().existsPool(pool)).isTrue();
        account.client.jobScheduleOperations().terminateJobSchedule("shares");
        gone(pool);
    }

    @Test
    void only_a_schedule_can_share_a_pool() {
        assertThatThrownBy(() -> account.client
                        .jobOperations()
                        .createJob("alone", on(anAutoPool().withPoolLifetimeOption(PoolLifetimeOption.JOB_SCHEDULE))))
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo("InvalidPropertyValue"));
    }

    @Test
    void a_job_whose_pool_would_be_one_too_many_says_so() throws Exception {
        Path data = folder.resolve("narrow");
        try (LocalAccount narrow = new LocalAccount(data, options -> options.withPoolQuota(1))) {
            narrow.pool("first", 0, 1);
            assertThatThrownBy(() -> narrow.pool("second", 0, 1))
                    .isInstanceOfSatisfying(
                            BatchErrorException.class,
                            e -> assertThat(e.body().code()).isEqualTo("PoolQuotaReached"));

            narrow.client.jobOperations().createJob("waits", on(anAutoPool()));

            assertThat(narrow.client
                            .jobOperations()
                            .getJob("waits")
                            .executionInfo()
                            .schedulingError()
                            .code())
                    .isEqualTo("AutoPoolCreationFailedWithQuotaReached");
        }
    }

    @Test
    void a_job_finds_its_pool_again_after_a_restart() throws Exception {
        Path data = folder.resolve("restarted");
        String pool;
        try (LocalAccount first = new LocalAccount(data)) {
            first.client.jobOperations().createJob("stays", on(anAutoPool()));
            pool = first.client.jobOperations().getJob("stays").executionInfo().poolId();
        }

        try (LocalAccount second = new LocalAccount(data)) {
            second.run("stays", aTask("a", "true"));
            assertThat(second.completed("stays", "a").state()).isEqualTo(TaskState.COMPLETED);
            assertThat(second.task("stays", "a").nodeInfo().poolId()).isEqualTo(pool);
            assertThat(second.client.poolOperations().listPools()).hasSize(1);
        }
    }

    private static String pool(String job) throws Exception {
        return account.client.jobOperations().getJob(job).executionInfo().poolId();
    }

    private static void gone(String pool) throws Exception {
        Await.until("the pool is gone", () -> !account.client.poolOperations().existsPool(pool));
    }

    private static PoolInformation on(AutoPoolSpecification pool) {
        return new PoolInformation().withAutoPoolSpecification(pool);
    }

    private static AutoPoolSpecification anAutoPool() {
        return new AutoPoolSpecification()
                .withPoolLifetimeOption(PoolLifetimeOption.JOB)
                .withPool(new PoolSpecification()
                        .withVmSize("Standard_D2s_v3")
                        .withVirtualMachineConfiguration(
                                LocalAccount.aPool("any").virtualMachineConfiguration())
                        .withTargetDedicatedNodes(1));
    }
}
