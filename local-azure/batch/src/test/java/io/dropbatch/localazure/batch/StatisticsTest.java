package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.DetailLevel;
import com.microsoft.azure.batch.protocol.models.AccountListPoolNodeCountsOptions;
import com.microsoft.azure.batch.protocol.models.AccountListSupportedImagesOptions;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.JobSpecification;
import com.microsoft.azure.batch.protocol.models.JobStatistics;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.PoolNodeCounts;
import com.microsoft.azure.batch.protocol.models.Schedule;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import com.microsoft.azure.batch.protocol.models.TaskStatistics;
import com.microsoft.azure.batch.protocol.models.UploadBatchServiceLogsConfiguration;
import com.microsoft.azure.batch.protocol.models.UploadBatchServiceLogsResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.joda.time.DateTime;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was used, how many nodes there are, what happened on them. */
class StatisticsTest {

    private static final DetailLevel STATS =
            new DetailLevel.Builder().withExpandClause("stats").build();

    @TempDir
    static Path folder;

    static final SteppedClock clock = new SteppedClock(Instant.now());
    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder, options -> options.withClock(clock));
        account.pool("p", 1, 2);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void a_job_tells_what_its_tasks_have_used() throws Exception {
        account.job("used", "p");
        account.run(
                "used",
                aTask("good", "true"),
                aTask("bad", "false").withConstraints(new TaskConstraints().withMaxTaskRetryCount(2)));
        account.completed("used", "good");
        account.completed("used", "bad");

        JobStatistics statistics =
                account.client.jobOperations().getJob("used", STATS).stats();

        assertThat(statistics.numSucceededTasks()).isEqualTo(1);
        assertThat(statistics.numFailedTasks()).isEqualTo(1);
        assertThat(statistics.numTaskRetries()).isEqualTo(2);
        assertThat(statistics.wallClockTime()).isNotNull();
        assertThat(account.client.jobOperations().getJob("used").stats()).isNull();
    }

    @Test
    void a_running_task_counts_up_to_now() throws Exception {
        account.job("runs", "p");
        account.run("runs", aTask("a", "sleep 987"));
        account.running("runs", "a");

        clock.advance(Duration.ofMinutes(5).plusSeconds(1));

        TaskStatistics statistics =
                account.client.taskOperations().getTask("runs", "a", STATS).stats();
        assertThat(statistics.wallClockTime().toStandardDuration().getStandardMinutes())
                .isEqualTo(5);
        account.client.jobOperations().deleteJob("runs");
    }

    @Test
    void a_schedule_adds_up_its_jobs() throws Exception {
        account.client
                .jobScheduleOperations()
                .createJobSchedule(
                        "sums",
                        new Schedule(),
                        new JobSpecification().withPoolInfo(new PoolInformation().withPoolId("p")));
        account.run("sums:job-1", aTask("a", "true"));
        account.completed("sums:job-1", "a");

        assertThat(account.client
                        .jobScheduleOperations()
                        .getJobSchedule("sums", STATS)
                        .stats()
                        .numSucceededTasks())
                .isEqualTo(1);
    }

    @Test
    void a_pool_counts_the_time_of_its_cores_also_of_nodes_that_have_left() throws Exception {
        account.pool("counts", 2, 1);
        clock.advance(Duration.ofHours(1).plusSeconds(1));
        account.client.poolOperations().resizePool("counts", 1, 0);
        Await.until(
                "a node has left",
                () -> account.client.poolOperations().getPool("counts").currentDedicatedNodes() == 1);
        clock.advance(Duration.ofHours(1).plusSeconds(1));

        CloudPool pool = account.client.poolOperations().getPool("counts", STATS);

        // Two nodes of two cores for an hour, then one.
        Period used = pool.stats().usageStats().dedicatedCoreTime();
        assertThat(used.toStandardDuration().getStandardMinutes()).isBetween(6 * 60L, 6 * 60L + 1);
    }

    @Test
    void nodes_are_counted_by_pool_and_state() throws Exception {
        account.pool("counted", 3, 1);

        PoolNodeCounts counts = account.client
                .protocolLayer()
                .accounts()
                .listPoolNodeCounts(new AccountListPoolNodeCountsOptions().withFilter("poolId eq 'counted'"))
                .get(0);

        assertThat(counts.poolId()).isEqualTo("counted");
        assertThat(counts.dedicated().idle()).isEqualTo(3);
        assertThat(counts.dedicated().total()).isEqualTo(3);
        assertThat(counts.lowPriority().total()).isZero();
    }

    @Test
    void images_can_be_filtered() throws Exception {
        assertThat(account.client
                        .protocolLayer()
                        .accounts()
                        .listSupportedImages(new AccountListSupportedImagesOptions()
                                .withFilter("nodeAgentSKUId eq 'batch.node.ubuntu 22.04'")))
                .hasSize(2);
        assertThat(account.client
                        .protocolLayer()
                        .accounts()
                        .listSupportedImages(new AccountListSupportedImagesOptions().withFilter("osType eq 'windows'")))
                .isEmpty();
    }

    @Test
    void the_log_of_a_node_is_sent_to_a_container() throws Exception {
        account.job("logged", "p");
        account.run("logged", aTask("seen", "false"));
        account.completed("logged", "seen");
        String node = account.task("logged", "seen").nodeInfo().nodeId();
        try (BlobStub storage = new BlobStub()) {
            UploadBatchServiceLogsResult result = account.client
                    .protocolLayer()
                    .computeNodes()
                    .uploadBatchServiceLogs(
                            "p",
                            node,
                            new UploadBatchServiceLogsConfiguration()
                                    .withContainerUrl(storage.container("logs"))
                                    .withStartTime(new DateTime(0)));

            assertThat(result.virtualDirectoryName()).startsWith("p/" + node + "/");
            assertThat(result.numberOfFilesUploaded()).isEqualTo(1);
            String blob = "logs/" + result.virtualDirectoryName() + "/agent-debug.log";
            Await.until("the log is there", () -> storage.text(blob) != null);
            assertThat(storage.text(blob))
                    .contains("node " + node + " of pool p was allocated")
                    .contains("task seen of job logged began")
                    .contains("task seen of job logged ended with exit code 1: FailureExitCode");
        }
    }
}
