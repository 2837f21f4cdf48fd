package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.BatchError;
import io.dropbatch.batch.BatchErrorReader;
import io.dropbatch.batch.BatchErrorResponse;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what Batch's refusals mean for a job. */
final class RefusalAnswers {

    /** Batch names the property, the resource manager may name a code. */
    private static final Pattern UNKNOWN_SIZE =
            Pattern.compile("PropertyName: vmSize|VmSizeNotSupported|UnsupportedVMSize", Pattern.CASE_INSENSITIVE);

    private RefusalAnswers() {}

    static BatchAnswer answer(BatchRefusal refusal) {
        return switch (refusal) {
            case BatchRefusal.Unreachable(String cause) ->
                notNow(FailureCode.PLATFORM, "Batch cannot be reached: " + cause, Duration.ZERO);
            case BatchRefusal.Throttled(BatchErrorResponse response) ->
                notNow(FailureCode.THROTTLED, "Batch asks for patience: " + response.explanation(), pause(response));
            case BatchRefusal.Unavailable(BatchErrorResponse response) ->
                notNow(FailureCode.PLATFORM, "Batch has a problem: " + response.explanation(), pause(response));
            case BatchRefusal.Denied(BatchErrorResponse response) ->
                notNow(
                        FailureCode.PLATFORM,
                        "Batch does not let the scheduler in: " + response.explanation()
                                + "; the operator has to check the account's key or role assignments",
                        Duration.ZERO);
            case BatchRefusal.Rejected(BatchErrorResponse response) -> rejected(response);
        };
    }

    /** Whether the job had ended before its tasks were added. */
    static boolean saysEnded(BatchAnswer answer) {
        return answer instanceof BatchAnswer.Never never && never.reason().code() == FailureCode.CANCELLED;
    }

    /** Whether a pool was refused because Azure does not offer its VM size. */
    static boolean saysUnknownSize(BatchAnswer answer) {
        return answer instanceof BatchAnswer.Never(Failure reason)
                && UNKNOWN_SIZE.matcher(reason.message()).find();
    }

    /** The failure of one task that Batch did not add. */
    static Failure failure(@Nullable String task, @Nullable BatchError error) {
        return Failure.of(
                FailureCode.INVALID_WORKLOAD,
                "Batch refused task " + task + ": "
                        + (error == null
                                ? "it gave no reason"
                                : error.code() + ": " + BatchErrorReader.message(error)));
    }

    private static BatchAnswer rejected(BatchErrorResponse response) {
        String words = response.explanation();
        return switch (response.code()) {
            case ACTIVE_JOB_QUOTA_REACHED, POOL_QUOTA_REACHED ->
                new BatchAnswer.Full(Failure.of(FailureCode.QUOTA, "the Batch account is full: " + words));
            case POOL_NOT_FOUND, POOL_BEING_CREATED, POOL_BEING_DELETED, JOB_DISABLED ->
                notNow(FailureCode.POOL_UNHEALTHY, words, Duration.ZERO);
            case JOB_NOT_FOUND, JOB_COMPLETED, JOB_BEING_TERMINATED, JOB_NOT_ACTIVE, JOB_BEING_DELETED ->
                never(FailureCode.CANCELLED, "the job was ended on Batch by somebody else: " + words);
            case POOL_EXISTS, POOL_BEING_RESIZED, JOB_EXISTS, TASK_EXISTS, TASK_NOT_FOUND, TASK_COMPLETED, OTHER ->
                never(FailureCode.INVALID_WORKLOAD, "Batch refused the job: " + words);
        };
    }

    private static BatchAnswer never(FailureCode code, String message) {
        return new BatchAnswer.Never(Failure.of(code, message));
    }

    private static BatchAnswer notNow(FailureCode code, String message, Duration pause) {
        return new BatchAnswer.NotNow(Failure.of(code, message), pause);
    }

    private static Duration pause(BatchErrorResponse response) {
        return response.retryAfter().orElse(Duration.ZERO);
    }
}
