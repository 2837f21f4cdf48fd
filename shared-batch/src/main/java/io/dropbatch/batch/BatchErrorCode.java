package io.dropbatch.batch;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The codes of Batch's error responses that a service distinguishes.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/batch-status-and-error-codes">Batch error codes</a>
 */
public enum BatchErrorCode {
    ACTIVE_JOB_QUOTA_REACHED("ActiveJobAndScheduleQuotaReached"),
    POOL_QUOTA_REACHED("PoolQuotaReached"),
    POOL_NOT_FOUND("PoolNotFound"),
    POOL_EXISTS("PoolExists"),
    POOL_BEING_CREATED("PoolBeingCreated"),
    POOL_BEING_RESIZED("PoolBeingResized"),
    POOL_BEING_DELETED("PoolBeingDeleted"),
    JOB_NOT_FOUND("JobNotFound"),
    JOB_EXISTS("JobExists"),
    JOB_DISABLED("JobDisabled"),
    JOB_NOT_ACTIVE("JobNotActive"),
    JOB_COMPLETED("JobCompleted"),
    JOB_BEING_TERMINATED("JobBeingTerminated"),
    JOB_BEING_DELETED("JobBeingDeleted"),
    TASK_EXISTS("TaskExists"),
    TASK_NOT_FOUND("TaskNotFound"),
    TASK_COMPLETED("TaskCompleted"),

    /** Any other, or none at all. */
    OTHER("");

    private static final Map<String, BatchErrorCode> BY_VALUE =
            Arrays.stream(values()).collect(Collectors.toMap(code -> code.value, Function.identity()));

    private final String value;

    BatchErrorCode(String value) {
        this.value = value;
    }

    public static BatchErrorCode of(@Nullable String value) {
        return value == null ? OTHER : BY_VALUE.getOrDefault(value, OTHER);
    }
}
