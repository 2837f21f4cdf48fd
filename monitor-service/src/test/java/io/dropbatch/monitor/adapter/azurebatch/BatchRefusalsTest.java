package io.dropbatch.monitor.adapter.azurebatch;

import static io.dropbatch.monitor.ExampleWatches.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.rest.RestException;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.port.ThrottledException;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.testing.MisbehavingBatch;
import io.dropbatch.testing.MisbehavingBatch.Reply;
import io.dropbatch.testing.MisbehavingBatch.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the adapter against an HTTP server that refuses requests as Batch does. */
@Timeout(30)
class BatchRefusalsTest {

    private MisbehavingBatch batch;

    @AfterEach
    void stop() {
        batch.close();
    }

    @Test
    void too_many_requests_say_how_long_to_wait() throws Exception {
        behave(request -> Reply.error(429, "TooManyRequests").with("Retry-After", "7"));

        ThrottledException refusal =
                catchThrowableOfType(ThrottledException.class, () -> account().job(JOB));

        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({"429, TooManyRequests", "503, ServerBusy"})
    void a_busy_server_is_not_asked_again_at_once(int status, String code) throws Exception {
        behave(request -> Reply.error(status, code));

        ThrottledException refusal =
                catchThrowableOfType(ThrottledException.class, () -> account().totals(JOB));

        assertThat(refusal.retryAfter()).isEmpty();
        assertThat(batch.requests()).hasSize(1);
    }

    @Test
    void another_error_is_thrown_as_it_is_and_not_asked_for_again() throws Exception {
        behave(request -> Reply.error(500, "InternalError"));

        assertThatThrownBy(() -> account().pool("p")).isInstanceOf(RestException.class);
        assertThat(batch.requests()).hasSize(1);
    }

    @Test
    void what_is_not_there_is_no_error() throws Exception {
        behave(request -> Reply.error(404, "JobNotFound"));

        assertThat(account().job(JOB)).isInstanceOf(JobCondition.Gone.class);
    }

    @Test
    void asks_for_what_it_needs_and_follows_pages() throws Exception {
        behave(request -> Reply.of(
                200,
                request.number() == 1
                        ? page("0-000001", ",\"odata.nextLink\":\"" + batch.endpoint() + "/jobs/x/tasks?$skiptoken=2\"")
                        : page("0-000002", "")));
        List<EndedTask> ended = new ArrayList<>();

        account().endedTasks(JOB, "0-", Instant.parse("2026-11-22T10:00:00.5Z"), ended::add);

        assertThat(ended).extracting(EndedTask::id).containsExactly(TaskId.of(0, 1), TaskId.of(0, 2));
        assertThat(batch.requests()).hasSize(2);
        assertThat(batch.requests().getFirst().query())
                .contains("startswith(id,'0-') and state eq 'completed'")
                .contains("and stateTransitionTime gt DateTime'2026-11-22T10:00:00.500Z'")
                .contains("$select=id,state,stateTransitionTime,executionInfo,nodeInfo", "maxresults=1000");
    }

    private void behave(Function<Request, Reply> script) throws IOException {
        batch = new MisbehavingBatch(script);
    }

    private static String page(String task, String link) {
        return "{\"value\":[" + task(task) + "," + task("not-ours") + "]" + link + "}";
    }

    private static String task(String id) {
        return "{\"id\":\"" + id
                + "\",\"state\":\"completed\",\"stateTransitionTime\":\"2026-11-22T10:00:01.1234567Z\","
                + "\"executionInfo\":{\"exitCode\":0,\"result\":\"success\",\"retryCount\":0,\"requeueCount\":0}}";
    }

    private AzureBatchObserver account() {
        return new AzureBatchObserver(BatchClientFactory.open(batch.endpoint(), "account", "a2V5"));
    }
}
