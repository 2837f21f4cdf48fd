package io.dropbatch.monitor.adapter.azurebatch;

import io.dropbatch.model.outcome.FailureCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Maps Batch's error codes to the project's failure codes.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/batch-status-and-error-codes">Batch error codes</a>
 */
final class BatchFailureCodes {

    private BatchFailureCodes() {}

    /** @param message in which Batch says who ended a task, if somebody did */
    static FailureCode ofTask(String batchCode, @Nullable String message) {
        String code = batchCode.toLowerCase(Locale.ROOT);
        return switch (code) {
            case "failureexitcode" -> FailureCode.USER_EXIT;
            case "taskended" -> isByRequest(message) ? FailureCode.CANCELLED : FailureCode.TIMEOUT;
            case "blobnotfound" -> FailureCode.INPUT_MISSING;
            case "commandprogramnotfound", "applicationpackageerror" -> FailureCode.APPLICATION_MISSING;
            default -> ofTaskByKind(code);
        };
    }

    /**
     * Real accounts are known to say this of a task that was terminated. What they say of one that reached its limit of
     * time is not known, so everything else is taken for that.
     */
    private static boolean isByRequest(@Nullable String message) {
        return message != null && message.toLowerCase(Locale.ROOT).contains("by user request");
    }

    static FailureCode ofResize(String batchCode) {
        return batchCode.toLowerCase(Locale.ROOT).contains("quota") ? FailureCode.QUOTA : FailureCode.CAPACITY;
    }

    /** @param batchCode of the node's error, or the name of its state */
    static FailureCode ofNode(String batchCode) {
        return batchCode.equalsIgnoreCase("preempted") ? FailureCode.PREEMPTED : FailureCode.POOL_UNHEALTHY;
    }

    private static FailureCode ofTaskByKind(String code) {
        if (code.startsWith("fileupload") || code.startsWith("container")) {
            return FailureCode.UPLOAD;
        }
        if (code.contains("preempt")) {
            return FailureCode.PREEMPTED;
        }
        return code.contains("node") ? FailureCode.NODE_LOST : FailureCode.PLATFORM;
    }
}
