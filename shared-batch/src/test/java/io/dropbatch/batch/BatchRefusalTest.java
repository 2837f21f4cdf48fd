package io.dropbatch.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import io.dropbatch.testing.MisbehavingBatch;
import io.dropbatch.testing.MisbehavingBatch.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How error responses of a Batch account are classified. */
@Timeout(30)
class BatchRefusalTest {

    private MisbehavingBatch batch;
    private volatile Reply reply;

    @BeforeEach
    void start() throws IOException {
        batch = new MisbehavingBatch(request -> reply);
    }

    @AfterEach
    void stop() {
        batch.close();
    }

    @ParameterizedTest
    @CsvSource({
        "429, TooManyRequests, Throttled",
        "503, ServerBusy, Throttled",
        "500, InternalError, Unavailable",
        "501, NotImplemented, Unavailable",
        "504, OperationTimedOut, Unavailable",
        "401, AuthenticationFailed, Denied",
        "403, InsufficientAccountPermissions, Denied",
        "400, InvalidPropertyValue, Rejected",
        "404, JobNotFound, Rejected",
        "409, JobExists, Rejected"
    })
    void is_told_apart_by_the_status_and_the_request_is_sent_once(int status, String code, String kind) {
        BatchRefusal refusal = refusal(Reply.error(status, code));

        assertThat(refusal.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(refusal.toString()).contains(code, "told to");
        assertThat(batch.requests()).hasSize(1);
    }

    @Test
    void a_server_that_is_gone_is_unreachable() {
        batch.close();

        assertThat(refusal(Reply.of(200, ""))).isInstanceOf(BatchRefusal.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void an_answer_that_is_not_batchs_is_unreachable(int status) {
        assertThat(refusal(Reply.of(status, "<html>a proxy's page</html>")))
                .isInstanceOf(BatchRefusal.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void an_error_without_a_body_has_its_status_for_a_code(int status) {
        BatchErrorResponse response = response(refusal(Reply.of(status, "")));

        assertThat(response.explanation()).isEqualTo("HTTP %1$d: no explanation (HTTP %1$d)".formatted(status));
        assertThat(response.code()).isEqualTo(BatchErrorCode.OTHER);
    }

    @Test
    void names_code_request_and_how_long_to_wait() {
        Reply told = Reply.error(429, "TooManyRequests");

        BatchErrorResponse response =
                response(refusal(new Reply(429, told.body(), Map.of("Retry-After", "7", "request-id", "a-request"))));

        assertThat(response)
                .isEqualTo(
                        new BatchErrorResponse(429, "TooManyRequests", "told to", "a-request", Duration.ofSeconds(7)));
    }

    @Test
    void a_pause_that_is_no_number_is_none() {
        Reply dated = Reply.error(503, "ServerBusy").with("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT");

        assertThat(response(refusal(dated)).retryAfter()).isEmpty();
    }

    @Test
    void says_what_batch_says_with_its_details_and_without_secrets() {
        String body = """
                {"code":"InvalidPropertyValue","message":{"lang":"en-US",
                 "value":"The value is wrong\\nRequestId:1\\nTime:2"},
                 "values":[{"key":"PropertyName","value":"containerUrl"},
                           {"key":"PropertyValue","value":"https://h/c?sv=1&SIG=abc%3D&se=2"}]}
                """;

        assertThat(response(refusal(Reply.of(400, body))).explanation())
                .isEqualTo("InvalidPropertyValue: The value is wrong [PropertyName: containerUrl]"
                        + " [PropertyValue: https://h/c?sv=1&SIG=…&se=2]");
    }

    @ParameterizedTest
    @CsvSource({"404, JobNotFound, JOB_NOT_FOUND", "409, JobExists, JOB_EXISTS", "400, SomethingNew, OTHER"})
    void knows_the_codes_that_make_a_difference(int status, String value, BatchErrorCode code) {
        assertThat(response(refusal(Reply.error(status, value))).code()).isEqualTo(code);
    }

    private BatchRefusal refusal(Reply answer) {
        reply = answer;
        BatchServiceClient client = BatchClientFactory.open(batch.endpoint(), "account", "a2V5");
        return BatchRefusal.of(
                catchThrowableOfType(RuntimeException.class, () -> client.jobs().terminate("job")));
    }

    private static BatchErrorResponse response(BatchRefusal refusal) {
        return switch (refusal) {
            case BatchRefusal.Throttled throttled -> throttled.response();
            case BatchRefusal.Unavailable unavailable -> unavailable.response();
            case BatchRefusal.Denied denied -> denied.response();
            case BatchRefusal.Rejected rejected -> rejected.response();
            case BatchRefusal.Unreachable unreachable -> throw new AssertionError(unreachable.cause());
        };
    }
}
