package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.BatchError;
import com.microsoft.azure.batch.protocol.models.BatchErrorDetail;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Batch's errors.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/batch-status-and-error-codes">Batch error codes</a>
 */
final class Refusals {

    private static final Set<String> FULL = Set.of("ActiveJobAndScheduleQuotaReached", "PoolQuotaReached");
    private static final Set<String> PASSING =
            Set.of("PoolNotFound", "PoolBeingCreated", "PoolBeingDeleted", "JobDisabled");
    private static final Set<String> ENDED =
            Set.of("JobNotFound", "JobCompleted", "JobBeingTerminated", "JobNotActive", "JobBeingDeleted");
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    /** A signature must not get into an event or a log with a text of Batch's that repeats an address. */
    private static final Pattern SIGNATURE = Pattern.compile("sig=[^&\\s\"']*");

    private Refusals() {}

    static Answer answer(RuntimeException e) {
        if (!(e instanceof BatchErrorException refused)) {
            return notNow(FailureCode.PLATFORM, "Batch cannot be reached: " + words(deepest(e)), Duration.ZERO);
        }
        int status = statusOf(refused);
        String code = codeOf(refused);
        String words = code + ": " + words(refused);
        if (status == TOO_MANY || status == UNAVAILABLE) {
            return notNow(FailureCode.THROTTLED, "Batch asks for patience: " + words, retryAfter(refused));
        }
        if (status >= SERVER_ERROR || status == TIMED_OUT) {
            return notNow(FailureCode.PLATFORM, "Batch has a problem: " + words, retryAfter(refused));
        }
        if (status == UNAUTHENTICATED || status == FORBIDDEN) {
            return notNow(
                    FailureCode.PLATFORM,
                    "Batch does not let the scheduler in: " + words + "; the operator has to check the account's key or"
                            + " role assignments",
                    Duration.ZERO);
        }
        if (FULL.contains(code)) {
            return new Answer.Full(Failure.of(FailureCode.QUOTA, "the Batch account is full: " + words));
        }
        if (PASSING.contains(code)) {
            return notNow(FailureCode.POOL_UNHEALTHY, words, Duration.ZERO);
        }
        if (ENDED.contains(code)) {
            return new Answer.Never(
                    Failure.of(FailureCode.CANCELLED, "the job was ended on Batch by somebody else: " + words));
        }
        return new Answer.Never(Failure.of(FailureCode.INVALID_WORKLOAD, "Batch refused the job: " + words));
    }

    /** Whether the job had ended when it was to be given more work. */
    static boolean saysEnded(Answer answer) {
        return answer instanceof Answer.Never never && never.reason().code() == FailureCode.CANCELLED;
    }

    static int statusOf(RuntimeException e) {
        return e instanceof BatchErrorException refused ? refused.response().code() : 0;
    }

    static String codeOf(RuntimeException e) {
        if (!(e instanceof BatchErrorException refused)) {
            return "";
        }
        @Nullable BatchError body = refused.body();
        return body == null || body.code() == null ? "HTTP " + statusOf(refused) : body.code();
    }

    /** What Batch says of one task that it did not add. */
    static Failure failure(@Nullable String task, @Nullable BatchError error) {
        return Failure.of(
                FailureCode.INVALID_WORKLOAD,
                "Batch refused task " + task + ": "
                        + (error == null ? "it gave no reason" : error.code() + ": " + words(error)));
    }

    private static Answer notNow(FailureCode code, String message, Duration pause) {
        return new Answer.NotNow(Failure.of(code, message), pause);
    }

    private static Duration retryAfter(BatchErrorException e) {
        @Nullable String seconds = e.response().headers().get("Retry-After");
        return Optional.ofNullable(seconds)
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    private static String words(BatchErrorException e) {
        @Nullable BatchError body = e.body();
        return body == null ? "no explanation (HTTP " + statusOf(e) + ")" : words(body);
    }

    private static String words(BatchError error) {
        StringBuilder words = new StringBuilder();
        if (error.message() != null && error.message().value() != null) {
            // The second and third line are Batch's request id and time.
            words.append(error.message().value().lines().findFirst().orElse(""));
        }
        if (error.values() != null) {
            for (BatchErrorDetail detail : error.values()) {
                words.append(" [")
                        .append(detail.key())
                        .append(": ")
                        .append(detail.value())
                        .append(']');
            }
        }
        return withoutSignatures(words.toString());
    }

    private static String words(Throwable e) {
        return withoutSignatures(e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()));
    }

    private static String withoutSignatures(String text) {
        return SIGNATURE.matcher(text).replaceAll("sig=...");
    }

    private static Throwable deepest(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
