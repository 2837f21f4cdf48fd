package io.dropbatch.scheduler.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.TaskState;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.planning.task.ContainerRole;
import io.dropbatch.planning.task.FileSource;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.BlobAccess;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.ComputeAccountContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the contract against local Azure's Batch, or the account that the environment names. */
@Timeout(60)
class AzureBatchComputeAccountTest extends ComputeAccountContract {

    @TempDir
    Path folder;

    private ContractAccount azure;
    private ComputeAccount account;

    @Override
    protected ComputeAccount account() {
        azure = ContractAccount.open(folder);
        account = new AzureBatchComputeAccount(azure.client, azure.pools, new NoFiles(), Duration.ofHours(2), () -> {});
        return account;
    }

    @Override
    protected Duration patience() {
        return azure.patience();
    }

    @Override
    protected void givePool() {
        azure.pools.ensure(ExampleJobs.UBUNTU_POOL, () -> 0);
    }

    /** What is objected to before a job starts is what would be refused when it has started, and nothing else. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            70  | 1       |
            500 | 1       | 500 files for task 0-000001 have
            1   | 2000000 | task 0-000001 has 2,0
            """)
    void objects_beforehand_to_what_it_would_refuse(int files, int characters, @Nullable String words) {
        JobSpec job = new JobSpec(
                JobId.of(ExampleJobs.submission("sum", "objected"), 1),
                ExampleJobs.UBUNTU_POOL.id(),
                0,
                Duration.ofHours(1),
                Map.of(),
                List.of(),
                List.of(),
                Map.of());
        TaskSpec task = task(files, "x".repeat(characters));
        givePool();
        account.createJob(job);

        Optional<Failure> objection = account.objection(job, task);

        BatchAnswer answer =
                account.addTasks(job.id(), job.wallClock(), List.of(task).iterator());
        assertThat(objection.map(Failure::code)).isEqualTo(refusal(answer));
        assertThat(objection.map(Failure::message).orElse("")).contains(Objects.requireNonNullElse(words, ""));
    }

    private static Optional<FailureCode> refusal(BatchAnswer answer) {
        return answer instanceof BatchAnswer.Never never
                ? Optional.of(never.reason().code())
                : Optional.empty();
    }

    @Test
    void objects_beforehand_to_what_is_too_large_of_a_job_itself() {
        List<FileSource> shared = IntStream.range(0, 500)
                .<FileSource>mapToObj(
                        i -> new FileSource.OneBlob(ContainerRole.INBOX, "shared/" + i + ".bin", "in/" + i))
                .toList();
        JobSpec job = new JobSpec(
                JobId.of(ExampleJobs.submission("sum", "shared"), 1),
                ExampleJobs.UBUNTU_POOL.id(),
                0,
                Duration.ofHours(1),
                Map.of(),
                shared,
                List.of(),
                Map.of());

        assertThat(account.objection(job, task(1, "x")))
                .get()
                .extracting(Failure::message)
                .asString()
                .contains("500 files for", "put shared files into a folder that holds nothing else");
    }

    private static TaskSpec task(int files, String value) {
        List<FileSource> inputs = IntStream.range(0, files)
                .<FileSource>mapToObj(
                        i -> new FileSource.OneBlob(ContainerRole.INBOX, "sum/drop/" + i + ".csv", "in/" + i))
                .toList();
        return new TaskSpec(
                TaskId.of(0, 1), inputs, List.of(), Map.of("VALUE", value), "sum/1", 0, Duration.ofHours(1));
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected List<String> tasksOf(JobId job) {
        return azure.client.tasks().list(job.value()).stream()
                .map(CloudTask::id)
                .toList();
    }

    @Override
    protected List<String> endedTasksOf(JobId job) {
        return azure.client.tasks().list(job.value()).stream()
                .filter(task -> task.state() == TaskState.COMPLETED)
                .map(CloudTask::id)
                .toList();
    }

    /** The tasks of the contract read and write nothing that has to be there. */
    private static final class NoFiles implements BlobAccess, BlobAccess.Grant {

        @Override
        public Grant grant(Duration time) {
            return this;
        }

        @Override
        public Duration longest() {
            return Duration.ofDays(7);
        }

        @Override
        public String blob(ContainerRole role, String path) {
            return container(role) + "/" + path;
        }

        @Override
        public String container(ContainerRole role) {
            return "http://127.0.0.1:1/none/" + role.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String uploads() {
            return container(ContainerRole.OUTPUTS);
        }

        @Override
        public Optional<String> identity() {
            return Optional.empty();
        }
    }
}
