package io.dropbatch.monitor.adapter.azurebatch;

import io.dropbatch.model.outcome.FailureCode;
import java.util.Locale;

/**
 * Maps Batch's error codes to the project's failure codes.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/batch-status-and-error-codes">Batch error codes</a>
 */
final class BatchFailureCodes {

    private BatchFailureCodes() {}

    static FailureCode ofTask(String batchCode) {
        String code = batchCode.toLowerCase(Locale.ROOT);
        return switch (code) {
            case "failureexitcode" -> FailureCode.USER_EXIT;
            case "taskended" -> FailureCode.TIMEOUT;
            case "blobnotfound" -> FailureCode.INPUT_MISSING;
            case "commandprogramnotfound", "applicationpackageerror" -> FailureCode.APPLICATION_MISSING;
            default -> ofTaskByKind(code);
        };
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
