package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.app.port.BlobAccess;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.ComputeAccountContract;
import io.dropbatch.scheduler.domain.ContainerRole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract against local Azure's Batch. */
@Timeout(60)
class AzureBatchComputeAccountTest extends ComputeAccountContract {

    @TempDir
    Path folder;

    private BatchServer server;
    private BatchServiceClient batch;

    @Override
    protected ComputeAccount account() {
        server = BatchServer.start(BatchOptions.in(folder));
        batch = BatchClientFactory.open(server.endpoint().toString(), server.account(), server.key());
        return new AzureBatchComputeAccount(
                batch, new NoFiles(), false, Duration.ofHours(2), Clock.systemUTC(), () -> {});
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected List<String> tasksOf(JobId job) {
        return batch.tasks().list(job.value()).stream().map(CloudTask::id).toList();
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
        public Optional<String> identity() {
            return Optional.empty();
        }
    }
}
