package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.PoolListUsageMetricsOptions;
import com.microsoft.azure.batch.protocol.models.PoolUsageMetrics;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.time.DateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pools and jobs have used over time, also those that were deleted since. */
class UsageTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path folder;

    private SteppedClock clock;
    private LocalAccount account;

    @BeforeEach
    void start() {
        begin(TEN);
    }

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void core_hours_are_told_by_the_half_hour_with_nodes_that_have_left_and_spot_nodes() throws Exception {
        account.pool("p", 2, 1);
        clock.advance(Duration.ofMinutes(15));
        account.client.poolOperations().resizePool("p", 1, 2);
        steady("p");
        clock.advance(Duration.ofHours(1));

        List<PoolUsageMetrics> metrics = metrics(since(TEN));

        // Of two cores each: one node stays, one stays for a quarter of an hour, two spot nodes come after it.
        assertThat(metrics).extracting(UsageTest::start).containsExactly(TEN, TEN.plusSeconds(1800));
        assertThat(metrics).extracting(PoolUsageMetrics::poolId).containsOnly("p");
        assertThat(metrics).extracting(PoolUsageMetrics::vmSize).containsOnly("Standard_D2s_v3");
        assertThat(metrics.get(0).totalCoreHours()).isCloseTo(2.5, within(0.01));
        assertThat(metrics.get(1).totalCoreHours()).isCloseTo(3.0, within(0.01));
    }

    @Test
    void without_times_the_last_half_hour_that_is_over_is_told() throws Exception {
        account.pool("p", 1, 1);
        assertThat(metrics(options())).isEmpty();

        clock.advance(Duration.ofMinutes(80));

        assertThat(metrics(options())).extracting(UsageTest::start).containsExactly(TEN.plusSeconds(1800));
    }

    @Test
    void a_pool_that_was_deleted_is_told_of_and_pages_go_through_all() throws Exception {
        account.pool("gone", 1, 1);
        account.pool("stays", 1, 1);
        clock.advance(Duration.ofMinutes(45));
        delete("gone");
        clock.advance(Duration.ofMinutes(45));

        PoolListUsageMetricsOptions paged = since(TEN).withMaxResults(2);

        assertThat(metrics(paged))
                .extracting(metric -> metric.poolId() + " " + start(metric) + " " + hours(metric))
                .containsExactly(
                        "gone 2026-03-01T10:00:00Z 1.0",
                        "stays 2026-03-01T10:00:00Z 1.0",
                        "gone 2026-03-01T10:30:00Z 0.5",
                        "stays 2026-03-01T10:30:00Z 1.0",
                        "stays 2026-03-01T11:00:00Z 1.0");
        assertThat(metrics(since(TEN).withFilter("poolId eq 'gone'"))).hasSize(2);
    }

    @Test
    void a_pool_that_comes_again_under_its_name_is_one_pool() throws Exception {
        account.pool("again", 1, 1);
        clock.advance(Duration.ofMinutes(10));
        delete("again");
        account.pool("again", 1, 1);
        clock.advance(Duration.ofMinutes(20));

        assertThat(metrics(options())).extracting(UsageTest::hours).containsExactly("1.0");
    }

    @Test
    void usage_is_kept_for_thirty_days() throws Exception {
        account.pool("old", 1, 1);
        clock.advance(Duration.ofMinutes(119));
        delete("old");
        clock.advance(Duration.ofMinutes(1));
        assertThat(metrics(since(TEN))).hasSize(4);

        clock.advance(Duration.ofDays(30).minusHours(1));
        begin(clock.instant());

        assertThat(metrics(since(TEN)))
                .extracting(UsageTest::start)
                .containsExactly(TEN.plusSeconds(3600), TEN.plusSeconds(5400));
    }

    @Test
    void times_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> metrics(since(TEN).withEndTime(at(TEN.minusSeconds(60)))))
                .isInstanceOfSatisfying(BatchErrorException.class, error -> {
                    assertThat(error.response().code()).isEqualTo(400);
                    assertThat(error.body().code()).isEqualTo("InvalidQueryParameterValue");
                });
        for (Map<String, String> query : List.of(
                Map.of("starttime", "yesterday"),
                Map.of("endtime", "2026-02-30T00:00:00Z"),
                Map.of("starttime", "9999-12-31T23:59:59Z", "endtime", "-999999999-01-01T00:00:00Z"),
                Map.of("$skiptoken", "1.x"),
                Map.of("$filter", "vmSize eq 'a1'"))) {
            assertThatThrownBy(() -> get("/poolusagemetrics", query))
                    .hasMessageContaining("InvalidQueryParameterValue");
        }
    }

    @Test
    void lifetimes_count_what_was_deleted() throws Exception {
        account.pool("p", 1, 2);
        account.job("kept", "p");
        account.job("deleted", "p");
        account.run("kept", aTask("a", "true"), aTask("b", "false"));
        account.run(
                "deleted",
                aTask("c", "false").withConstraints(new TaskConstraints().withMaxTaskRetryCount(2)),
                aTask("d", "true"));
        for (String task : List.of("kept a", "kept b", "deleted c", "deleted d")) {
            account.completed(task.split(" ")[0], task.split(" ")[1]);
        }
        account.client.taskOperations().deleteTask("kept", "a");
        account.client.jobOperations().deleteJob("deleted");
        clock.advance(Duration.ofHours(1));
        delete("p");
        clock.advance(Duration.ofHours(1));
        account.pool("q", 1, 1);
        clock.advance(Duration.ofHours(1));

        begin(clock.instant());

        JsonNode jobs = get("/lifetimejobstats", Map.of());
        assertThat(jobs.path("numSucceededTasks").asInt()).isEqualTo(2);
        assertThat(jobs.path("numFailedTasks").asInt()).isEqualTo(2);
        assertThat(jobs.path("numTaskRetries").asInt()).isEqualTo(2);
        assertThat(jobs.path("url").asText()).endsWith("/lifetimejobstats");
        assertThat(jobs.path("startTime").asText()).startsWith("2026-03-01T10:00:00");
        assertThat(jobs.path("lastUpdateTime").asText()).startsWith("2026-03-01T13:00:00");
        JsonNode pools = get("/lifetimepoolstats", Map.of()).path("usageStats");
        assertThat(Duration.parse(pools.path("dedicatedCoreTime").asText()).toMinutes())
                .isBetween(239L, 240L);
    }

    @Test
    void time_counts_for_tasks_that_run_and_for_those_that_waited() throws Exception {
        account.job("j", "later");
        account.run("j", aTask("a", "sleep 986"));
        clock.advance(Duration.ofMinutes(10));
        account.pool("later", 1, 1);
        account.running("j", "a");
        clock.advance(Duration.ofMinutes(5));

        JsonNode jobs = get("/lifetimejobstats", Map.of());

        assertThat(Duration.parse(jobs.path("waitTime").asText()).toMinutes()).isEqualTo(10);
        assertThat(Duration.parse(jobs.path("wallClockTime").asText())
                        .plusSeconds(1)
                        .toMinutes())
                .isEqualTo(5);
    }

    /** Opens the account, or opens it again. */
    private void begin(Instant at) {
        if (account != null) {
            account.close();
        }
        clock = new SteppedClock(at);
        account = new LocalAccount(folder, options -> options.withClock(clock));
    }

    private void steady(String pool) throws Exception {
        Await.until(
                "the pool is steady",
                () -> account.client.poolOperations().getPool(pool).allocationState() == AllocationState.STEADY);
    }

    private void delete(String pool) throws Exception {
        account.client.poolOperations().deletePool(pool);
        Await.until("the pool is gone", () -> !account.client.poolOperations().existsPool(pool));
    }

    private List<PoolUsageMetrics> metrics(PoolListUsageMetricsOptions options) {
        return List.copyOf(account.client.protocolLayer().pools().listUsageMetrics(options));
    }

    private static PoolListUsageMetricsOptions options() {
        return new PoolListUsageMetricsOptions();
    }

    private static PoolListUsageMetricsOptions since(Instant time) {
        return options().withStartTime(at(time));
    }

    private static DateTime at(Instant time) {
        return new DateTime(time.toEpochMilli());
    }

    private static Instant start(PoolUsageMetrics metrics) {
        assertThat(metrics.endTime().getMillis() - metrics.startTime().getMillis())
                .isEqualTo(1_800_000);
        return Instant.ofEpochMilli(metrics.startTime().getMillis());
    }

    private static String hours(PoolUsageMetrics metrics) {
        return Double.toString(Math.round(metrics.totalCoreHours() * 100) / 100.0);
    }

    /** The Java client has no operation for it, since Azure took it from the newest versions. */
    private JsonNode get(String path, Map<String, String> query) throws Exception {
        try (LeanClient client =
                new LeanClient(account.server.endpoint(), account.server.account(), account.server.key())) {
            return new ObjectMapper().readTree(client.list(path, query));
        }
    }
}
