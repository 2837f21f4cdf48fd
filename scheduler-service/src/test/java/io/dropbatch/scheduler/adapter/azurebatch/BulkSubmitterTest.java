package io.dropbatch.scheduler.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.EnvironmentSetting;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.testing.MisbehavingBatch;
import io.dropbatch.testing.MisbehavingBatch.Reply;
import io.dropbatch.testing.MisbehavingBatch.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class BulkSubmitterTest {

    private static final BatchRetryPolicy SHORT =
            new BatchRetryPolicy(Backoff.doubling(Duration.ofMillis(1), Duration.ofMillis(5)), Duration.ofSeconds(5));

    private final AtomicInteger firstChunks = new AtomicInteger();
    private MisbehavingBatch batch;

    @AfterEach
    void stop() {
        batch.close();
    }

    @Test
    void adds_every_task_in_requests_of_at_most_a_hundred() throws Exception {
        behave(MisbehavingBatch::add);

        BatchAnswer answer = submit(tasks(250));

        assertThat(answer).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.added()).hasSize(250);
        assertThat(batch.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.ids()).hasSizeLessThanOrEqualTo(100));
        assertThat(firstChunks).hasValue(1);
    }

    @Test
    void adds_nothing_when_there_is_nothing_to_add() throws Exception {
        behave(MisbehavingBatch::add);

        assertThat(submit(Stream.empty())).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.requests()).isEmpty();
    }

    @Test
    void keeps_each_request_below_a_mebibyte() throws Exception {
        behave(MisbehavingBatch::add);

        BatchAnswer answer = submit(tasks(200).map(task -> padded(task, 30_000)));

        assertThat(answer).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.added()).hasSize(200);
        assertThat(batch.requests())
                .allSatisfy(request -> assertThat(request.bytes()).isLessThan(1 << 20));
        assertThat(batch.requests().size()).isBetween(6, 8);
    }

    @Test
    void sends_a_few_requests_at_a_time_but_no_more() throws Exception {
        CountDownLatch tooMany = new CountDownLatch(1);
        behave((server, request) -> {
            if (server.mostAtOnce() > 4) {
                tooMany.countDown();
            }
            waitFor(tooMany, Duration.ofMillis(30));
            return MisbehavingBatch.add(server, request);
        });

        submit(tasks(2_000));

        assertThat(batch.added()).hasSize(2_000);
        assertThat(batch.mostAtOnce()).isBetween(2, 4);
    }

    @Test
    void counts_a_task_that_exists_as_added() throws Exception {
        behave((server, request) -> MisbehavingBatch.results(
                request.ids().stream().map(MisbehavingBatch::exists).toList()));

        assertThat(submit(tasks(250))).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.requests()).hasSize(3);
    }

    @Test
    void sends_again_what_the_server_could_not_add() throws Exception {
        Set<String> failedOnce = ConcurrentHashMap.newKeySet();
        behave((server, request) -> MisbehavingBatch.results(request.ids().stream()
                .map(id -> id.endsWith("7") && failedOnce.add(id) ? MisbehavingBatch.serverError(id) : server.add(id))
                .toList()));

        assertThat(submit(tasks(250))).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.added()).hasSize(250);
    }

    @Test
    void sends_again_what_the_server_did_not_answer() throws Exception {
        behave((server, request) -> MisbehavingBatch.results(request.ids().stream()
                .limit(Math.max(1, request.ids().size() / 2))
                .map(server::add)
                .toList()));

        assertThat(submit(tasks(250))).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.added()).hasSize(250);
    }

    @Test
    void believes_no_answer_without_a_body() throws Exception {
        behave((server, request) -> request.number() <= 3 ? Reply.of(200, "") : MisbehavingBatch.add(server, request));

        assertThat(submit(tasks(250))).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.added()).hasSize(250);
    }

    @Test
    void survives_errors_without_or_with_a_broken_body() throws Exception {
        List<Reply> troubles = List.of(
                Reply.of(500, ""),
                Reply.of(500, "<html>oops</html>"),
                Reply.of(503, ""),
                Reply.of(200, "<html>a proxy's page</html>"),
                Reply.of(0, ""),
                Reply.error(503, "ServerBusy"));
        behave((server, request) -> request.number() <= troubles.size()
                ? troubles.get(request.number() - 1)
                : MisbehavingBatch.add(server, request));

        assertThat(submit(tasks(250))).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.added()).hasSize(250);
    }

    @Test
    void waits_as_long_as_the_server_asks() throws Exception {
        behave((server, request) -> request.number() == 1
                ? Reply.error(429, "TooManyRequests").with("Retry-After", "1")
                : MisbehavingBatch.add(server, request));
        long start = System.nanoTime();

        BatchAnswer answer = submit(tasks(10));

        assertThat(answer).isInstanceOf(BatchAnswer.Done.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"429, TooManyRequests", "503, ServerBusy", "500, InternalError"})
    void sends_a_request_once_for_each_of_its_own_tries(int status, String code) throws Exception {
        behave((server, request) -> Reply.error(status, code));

        BatchAnswer answer = submit(
                tasks(10),
                new BatchRetryPolicy(Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(1)), Duration.ZERO));

        assertThat(answer).isInstanceOf(BatchAnswer.NotNow.class);
        assertThat(batch.requests()).hasSize(1);
    }

    @Test
    void splits_what_is_too_large() throws Exception {
        behave((server, request) -> request.ids().size() > 7
                ? Reply.error(413, "RequestBodyTooLarge")
                : MisbehavingBatch.add(server, request));

        assertThat(submit(tasks(250))).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.added()).hasSize(250);
    }

    @Test
    void goes_on_with_large_requests_after_a_split() throws Exception {
        behave((server, request) -> request.number() == 1
                ? Reply.error(413, "RequestBodyTooLarge")
                : MisbehavingBatch.add(server, request));
        submit(tasks(100));
        batch.requests().clear();

        submit(IntStream.rangeClosed(1001, 1100).mapToObj(BulkSubmitterTest::task));

        assertThat(batch.requests()).hasSize(1);
    }

    @Test
    void names_the_task_that_is_too_large_alone() throws Exception {
        behave((server, request) -> request.ids().contains("0-000042")
                ? Reply.error(413, "RequestBodyTooLarge")
                : MisbehavingBatch.add(server, request));

        BatchAnswer answer = submit(tasks(100));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        BatchAnswer.Never.class,
                        never -> assertThat(never.reason().message()).contains("0-000042"));
    }

    @Test
    void stops_at_a_task_that_is_refused() throws Exception {
        behave((server, request) -> MisbehavingBatch.results(request.ids().stream()
                .map(id -> id.equals("0-000003")
                        ? MisbehavingBatch.clientError(id, "InvalidPropertyValue")
                        : server.add(id))
                .toList()));

        BatchAnswer answer = submit(tasks(50));

        assertThat(answer).isInstanceOfSatisfying(BatchAnswer.Never.class, never -> {
            assertThat(never.reason().code()).isEqualTo(FailureCode.INVALID_WORKLOAD);
            assertThat(never.reason().message()).contains("0-000003", "InvalidPropertyValue");
        });
    }

    @Test
    void says_that_the_job_is_gone() throws Exception {
        behave((server, request) -> Reply.error(404, "JobNotFound"));

        assertThat(submit(tasks(1)))
                .isInstanceOfSatisfying(
                        BatchAnswer.Never.class,
                        never -> assertThat(never.reason().code()).isEqualTo(FailureCode.CANCELLED));
        assertThat(batch.requests()).hasSize(1);
    }

    @Test
    void gives_the_request_back_when_patience_ends() throws Exception {
        behave((server, request) -> Reply.error(500, "InternalError"));

        BatchAnswer answer = submit(
                tasks(100),
                new BatchRetryPolicy(
                        Backoff.doubling(Duration.ofMillis(1), Duration.ofMillis(2)), Duration.ofMillis(20)));

        assertThat(answer).isInstanceOf(BatchAnswer.NotNow.class);
        assertThat(batch.requests().size()).isLessThan(200);
    }

    @Test
    void gives_the_request_back_when_batch_cannot_be_reached() throws Exception {
        behave(MisbehavingBatch::add);
        batch.close();

        BatchAnswer answer = submit(
                tasks(100),
                new BatchRetryPolicy(
                        Backoff.doubling(Duration.ofMillis(1), Duration.ofMillis(2)), Duration.ofMillis(20)));

        assertThat(answer).isInstanceOf(BatchAnswer.NotNow.class);
    }

    @Test
    void adds_thousands_while_every_third_request_fails() throws Exception {
        behave((server, request) ->
                request.number() % 3 == 0 ? Reply.error(503, "ServerBusy") : MisbehavingBatch.add(server, request));

        assertThat(submit(tasks(5_000))).isInstanceOf(BatchAnswer.Done.class);
        assertThat(batch.added()).hasSize(5_000);
    }

    private void behave(BiFunction<MisbehavingBatch, Request, Reply> script) throws IOException {
        batch = new MisbehavingBatch(request -> script.apply(batch, request));
    }

    private BatchAnswer submit(Stream<TaskAddParameter> tasks) {
        return submit(tasks, SHORT);
    }

    private BatchAnswer submit(Stream<TaskAddParameter> tasks, BatchRetryPolicy batchRetryPolicy) {
        BatchServiceClient client = BatchClientFactory.open(batch.endpoint(), "account", "a2V5");
        BulkSubmitter submitter = new BulkSubmitter(
                client.tasks(),
                new RequestSizes(client.restClient().serializerAdapter()),
                batchRetryPolicy,
                firstChunks::incrementAndGet);
        return submitter.submit("job", tasks.iterator());
    }

    private static Stream<TaskAddParameter> tasks(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(BulkSubmitterTest::task);
    }

    private static TaskAddParameter task(int index) {
        return new TaskAddParameter().withId("0-%06d".formatted(index)).withCommandLine("/bin/true");
    }

    private static TaskAddParameter padded(TaskAddParameter task, int characters) {
        return task.withEnvironmentSettings(new ArrayList<>(
                List.of(new EnvironmentSetting().withName("PADDING").withValue("é".repeat(characters / 2)))));
    }

    /** Holds a request for as long as what is not to come may take. */
    private static void waitFor(CountDownLatch event, Duration limit) {
        try {
            if (event.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("more requests at once than allowed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
