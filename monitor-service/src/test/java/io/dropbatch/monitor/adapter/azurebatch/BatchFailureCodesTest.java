package io.dropbatch.monitor.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
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
        assertThat(BatchFailureCodes.ofTask(batchCode)).isEqualTo(code);
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
