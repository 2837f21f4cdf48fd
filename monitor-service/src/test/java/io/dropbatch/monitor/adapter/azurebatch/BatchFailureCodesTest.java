package io.dropbatch.monitor.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFailureCodesTest {

    @ParameterizedTest
    @CsvSource({
        "FailureExitCode, USER_EXIT",
        "TaskEnded, TIMEOUT",
        "BlobNotFound, INPUT_MISSING",
        "BlobAccessDenied, PLATFORM",
        "BlobDownloadMiscError, PLATFORM",
        "DiskFull, PLATFORM",
        "CommandProgramNotFound, APPLICATION_MISSING",
        "ApplicationPackageError, APPLICATION_MISSING",
        "FileUploadContainerNotFound, UPLOAD",
        "FileUploadMiscError, UPLOAD",
        "ContainerInvalidImage, UPLOAD",
        "NodePreempted, PREEMPTED",
        "NodeUnusable, NODE_LOST",
        "SomethingNew, PLATFORM"
    })
    void every_code_of_a_task_has_one_of_the_projects(String batchCode, FailureCode code) {
        assertThat(BatchFailureCodes.ofTask(batchCode, null)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "Task Was Ended by User Request, CANCELLED",
        "task was ended BY USER REQUEST., CANCELLED",
        "Task Was Ended, TIMEOUT",
        "The task exceeded its maxWallClockTime and was ended, TIMEOUT"
    })
    void a_task_was_cancelled_only_if_batch_says_that_a_user_asked_for_its_end(String message, FailureCode code) {
        assertThat(BatchFailureCodes.ofTask("TaskEnded", message)).isEqualTo(code);
    }

    @Test
    void who_ended_a_task_is_not_asked_of_another_failure() {
        assertThat(BatchFailureCodes.ofTask("FailureExitCode", "stopped by user request"))
                .isEqualTo(FailureCode.USER_EXIT);
    }

    @ParameterizedTest
    @CsvSource({"AccountCoreQuotaReached, QUOTA", "AllocationTimedout, CAPACITY", "SomethingNew, CAPACITY"})
    void a_quota_is_told_from_a_lack_of_machines(String batchCode, FailureCode code) {
        assertThat(BatchFailureCodes.ofResize(batchCode)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"preempted, PREEMPTED", "StartTaskFailed, POOL_UNHEALTHY", "unusable, POOL_UNHEALTHY"})
    void a_preempted_node_is_told_from_a_bad_one(String batchCode, FailureCode code) {
        assertThat(BatchFailureCodes.ofNode(batchCode)).isEqualTo(code);
    }
}
