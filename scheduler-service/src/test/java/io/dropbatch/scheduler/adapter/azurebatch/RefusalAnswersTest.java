package io.dropbatch.scheduler.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.testing.MisbehavingBatch;
import io.dropbatch.testing.MisbehavingBatch.Reply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how the scheduler reacts to an account that refuses requests. */
@Timeout(30)
class RefusalAnswersTest {

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
        "429, TooManyRequests, THROTTLED",
        "503, ServerBusy, THROTTLED",
        "500, InternalError, PLATFORM",
        "403, InsufficientAccountPermissions, PLATFORM",
        "409, PoolBeingDeleted, POOL_UNHEALTHY",
        "409, JobDisabled, POOL_UNHEALTHY"
    })
    void what_may_do_later_is_asked_once_and_left_to_the_schedulers_own_pauses(
            int status, String code, FailureCode reason) {
        BatchAnswer answer = create(Reply.error(status, code).with("Retry-After", "7"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        BatchAnswer.NotNow.class,
                        notNow -> assertThat(notNow.reason())
                                .extracting(Failure::code)
                                .isEqualTo(reason));
        assertThat(batch.requests()).hasSize(1);
    }

    @Test
    void passes_on_how_long_batch_asks_to_wait() {
        BatchAnswer answer = create(Reply.error(429, "TooManyRequests").with("Retry-After", "7"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        BatchAnswer.NotNow.class,
                        notNow -> assertThat(notNow.pause()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void a_quota_that_is_used_up_makes_the_account_full() {
        assertThat(create(Reply.error(409, "ActiveJobAndScheduleQuotaReached"))).isInstanceOf(BatchAnswer.Full.class);
    }

    @ParameterizedTest
    @CsvSource({"409, JobCompleted, CANCELLED", "400, InvalidPropertyValue, INVALID_WORKLOAD"})
    void what_will_never_do_says_why(int status, String code, FailureCode reason) {
        BatchAnswer answer = create(Reply.error(status, code));

        assertThat(answer).isInstanceOfSatisfying(BatchAnswer.Never.class, never -> {
            assertThat(never.reason().code()).isEqualTo(reason);
            assertThat(never.reason().message()).contains(code + ": told to");
        });
    }

    @Test
    void what_is_so_already_is_done() {
        assertThat(create(Reply.error(409, "JobExists"))).isInstanceOf(BatchAnswer.Done.class);
    }

    private BatchAnswer create(Reply answer) {
        reply = answer;
        var client = BatchClientFactory.open(batch.endpoint(), "account", "a2V5");
        return BatchCalls.ofJob("create job", "job", () -> client.jobs().terminate("job"), BatchErrorCode.JOB_EXISTS);
    }
}
