package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import com.microsoft.azure.batch.protocol.models.TaskAddResult;
import com.microsoft.azure.batch.protocol.models.TaskAddStatus;
import com.microsoft.azure.batch.protocol.models.TaskCounts;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection.Kind;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault.Delay;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault.Where;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be made to go wrong, as clients of Azure would meet it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private LocalAccount local;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        local = new LocalAccount(folder);
        local.pool("p", 2, 4);
        local.job("j", "p");
    }

    @AfterEach
    void disarm() throws Exception {
        local.faults("DELETE", "", "");
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @ParameterizedTest
    @CsvSource({"throttle, 429, TooManyRequests", "tooLarge, 413, RequestBodyTooLarge"})
    void refuses_the_calls_that_are_named_and_no_others(String fault, int status, String code) throws Exception {
        local.fault("{\"" + fault + "\": {\"count\": 1, \"operation\": \"GET /jobs/{job}\", \"job\": \"J*\"}}");

        local.client.poolOperations().getPool("p");
        local.client.protocolLayer().jobs().list();
        BatchErrorException refusal = catchThrowableOfType(
                BatchErrorException.class,
                () -> local.client.protocolLayer().jobs().get("j"));

        assertThat(refusal.response().code()).isEqualTo(status);
        assertThat(refusal.body().code()).isEqualTo(code);
        local.client.protocolLayer().jobs().get("j");
    }

    @ParameterizedTest
    @CsvSource({"unavailable", "internalError"})
    void is_away_for_a_moment_which_the_client_overcomes(String fault) throws Exception {
        local.fault("{\"" + fault + "\": {\"count\": 1, \"pool\": \"p\"}}");

        assertThat(local.client.protocolLayer().pools().get("p").id()).isEqualTo("p");

        assertThat(local.server.faults().armed()).isEmpty();
    }

    @Test
    void tells_the_caller_when_to_come_back() throws Exception {
        local.fault("{\"throttle\": {\"count\": 1, \"retryAfter\": 7}}");

        BatchErrorException refusal = catchThrowableOfType(
                BatchErrorException.class,
                () -> local.client.protocolLayer().pools().get("p"));

        assertThat(refusal.response().headers().get("Retry-After")).isEqualTo("7");
    }

    @Test
    void answers_late() throws Exception {
        local.fault("{\"latency\": {\"pool\": \"p\", \"delay\": \"PT0.3S\", \"upTo\": \"PT0.4S\"}}");

        long start = System.nanoTime();
        local.client.poolOperations().getPool("p");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    @ParameterizedTest
    @CsvSource({"jobQuota, ActiveJobAndScheduleQuotaReached", "poolQuota, PoolQuotaReached"})
    void has_reached_a_quota(String fault, String code) throws Exception {
        local.fault("{\"" + fault + "\": 1}");

        assertThatThrownBy(() -> {
                    if (fault.equals("jobQuota")) {
                        local.job("other", "p");
                    } else {
                        local.client.poolOperations().createPool(LocalAccount.aPool("other"));
                    }
                })
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        refusal -> assertThat(refusal.body().code()).isEqualTo(code));
    }

    @Test
    void runs_out_of_cores() throws Exception {
        local.fault("{\"coreQuota\": {\"pool\": \"poor\", \"count\": 1}}");

        local.client.poolOperations().createPool(LocalAccount.aPool("poor").withTargetDedicatedNodes(2));

        Await.until("the resize has failed", () -> {
            var errors = local.client.poolOperations().getPool("poor").resizeErrors();
            return errors != null && errors.getFirst().code().equals("AccountCoreQuotaReached");
        });
    }

    @Test
    void refuses_single_tasks_of_a_collection() throws Exception {
        local.fault("{\"serverError\": {\"task\": \"odd-?\"}}");

        List<TaskAddResult> results = local.client
                .protocolLayer()
                .tasks()
                .addCollection(
                        "j",
                        List.of(LocalAccount.aTask("odd-1", "/bin/true"), LocalAccount.aTask("even-2", "/bin/true")))
                .value();

        assertThat(results)
                .extracting(TaskAddResult::status)
                .containsExactly(TaskAddStatus.SERVER_ERROR, TaskAddStatus.SUCCESS);
    }

    @Test
    void counts_tasks_as_they_were_before() throws Exception {
        local.job("stale", "p");
        local.fault("{\"staleCounts\": {\"job\": \"stale\"}}");
        TaskCounts before = counts("stale");
        local.run("stale", LocalAccount.aTask("t", "/bin/true"));
        local.completed("stale", "t");

        assertThat(counts("stale").completed()).isEqualTo(before.completed()).isZero();

        local.faults("DELETE", "", "");
        assertThat(counts("stale").completed()).isEqualTo(1);
    }

    @Test
    void fails_the_download_of_the_task_that_is_named() throws Exception {
        local.fault("{\"failDownload\": {\"job\": \"j\", \"task\": \"thirsty\"}}");

        local.run(
                "j",
                LocalAccount.aTask("thirsty", "/bin/true")
                        .withResourceFiles(List.of(new ResourceFile()
                                .withHttpUrl("http://127.0.0.1:1/none")
                                .withFilePath("f"))));

        assertThat(local.completed("j", "thirsty").executionInfo().failureInfo().code())
                .isEqualTo("BlobDownloadMiscError");
    }

    @Test
    void fails_the_preparation_of_the_job_that_is_named() throws Exception {
        local.fault("{\"failPreparation\": {\"job\": \"unprepared\", \"count\": 1}}");
        local.job(new JobAddParameter()
                .withId("unprepared")
                .withPoolInfo(new PoolInformation().withPoolId("p"))
                .withJobPreparationTask(new JobPreparationTask().withCommandLine("/bin/true")));

        local.run("unprepared", LocalAccount.aTask("t", "/bin/true"));

        CloudTask task = local.completed("unprepared", "t");
        assertThat(task.executionInfo().exitCode()).isZero();
        assertThat(local.client.jobOperations().listPreparationAndReleaseTaskStatus("unprepared"))
                .anyMatch(status -> status.jobPreparationTaskExecutionInfo().failureInfo() != null);
    }

    @Test
    void loses_the_node_of_a_running_task() throws Exception {
        local.fault("{\"loseNodeOf\": {\"task\": \"unlucky\", \"count\": 1, \"delay\": \"PT0.05S\"}}");

        local.run("j", LocalAccount.aTask("unlucky", "/bin/sleep 2"));

        CloudTask task = local.completed("j", "unlucky");
        assertThat(task.executionInfo().requeueCount()).isEqualTo(1);
        assertThat(task.executionInfo().exitCode()).isZero();
    }

    @Test
    void strikes_with_a_probability_that_a_seed_makes_repeatable() throws Exception {
        String request = "{\"throttle\": {\"operation\": \"GET /pools/{pool}\", \"probability\": 0.5, \"seed\": 42}}";
        List<String> rounds = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            local.faults("DELETE", "", "");
            local.fault(request);
            StringBuilder struck = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                struck.append(refused() ? 'x' : '.');
            }
            rounds.add(struck.toString());
        }

        assertThat(rounds.get(0)).isEqualTo(rounds.get(1)).contains("x", ".");
    }

    @Test
    void lists_what_is_armed_and_disarms_one_or_all() throws Exception {
        local.server.faults().clear();
        long first = local.server
                .faults()
                .arm(InjectedFault.next(Kind.UPLOAD, 2)
                        .at(new Where(null, null, "j", "t*"))
                        .delaying(Delay.exponential(Duration.ofSeconds(1))));
        local.fault("{\"throttle\": {\"operation\": \"POST *\", \"count\": 3}, \"serverError\": 1}");

        JsonNode listed = json(local.faults("GET", "", ""));

        assertThat(listed.path("faults")).hasSize(3);
        assertThat(listed.at("/faults/0/fault").asText()).isEqualTo("failUpload");
        assertThat(listed.at("/faults/0/task").asText()).isEqualTo("t*");
        assertThat(listed.at("/faults/1/left").asInt()).isEqualTo(3);
        assertThat(listed.path("known")).extracting(JsonNode::asText).contains("latency", "loseNode");
        assertThat(json(local.faults("DELETE", "?id=" + first, "")).path("faults"))
                .hasSize(2);
        assertThat(local.faults("DELETE", "?id=" + first, "").statusCode()).isEqualTo(400);
        assertThat(json(local.faults("DELETE", "", "")).path("faults")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"explode\": 1} | throttle",
                "{\"throttle\": {\"cuont\": 1}} | probability",
                "{\"throttle\": {\"count\": 0}} | from 1 to",
                "{\"throttle\": {\"probability\": 2}} | above 0",
                "{\"throttle\": {\"retryAfter\": -1}} | from 0 to",
                "{\"latency\": {\"delay\": \"soon\"}} | ISO 8601",
                "{\"latency\": {\"delay\": \"PT2S\", \"upTo\": \"PT1S\"}} | shorter",
                "{\"throttle\": \"yes\"} | object",
                "{\"serverError\": 1, \"explode\": 1} | explode",
                "{\"loseNode\": {\"poolId\": \"none\"}} | PoolNotFound",
                "{ | line 1"
            })
    void refuses_what_it_does_not_know_and_arms_nothing(String request, String reason) throws Exception {
        HttpResponse<String> answer = local.faults("POST", "", request);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).contains(reason);
        assertThat(local.server.faults().armed()).isEmpty();
    }

    private boolean refused() {
        return catchThrowableOfType(
                        BatchErrorException.class,
                        () -> local.client.protocolLayer().pools().get("p"))
                != null;
    }

    private TaskCounts counts(String job) throws Exception {
        return local.client.jobOperations().getTaskCounts(job);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JsonTrees.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
