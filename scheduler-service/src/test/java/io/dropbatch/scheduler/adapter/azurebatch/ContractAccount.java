package io.dropbatch.scheduler.adapter.azurebatch;

import static org.awaitility.Awaitility.await;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.testing.NamedBatchAccount;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Batch account of a contract suite: one of Local Azure, or the one that the environment names, which is emptied afterwards. */
final class ContractAccount implements AutoCloseable {

    private static final ResourceManagerPools NO_MANAGER =
            new ResourceManagerPools("https://management.azure.com", "", () -> null);

    final BatchServiceClient client;
    final AzureBatchPools pools;
    private final @Nullable BatchServer local;

    private ContractAccount(BatchServiceClient client, @Nullable BatchServer local) {
        this.client = client;
        this.pools = new AzureBatchPools(client, NO_MANAGER, "", Clock.systemUTC());
        this.local = local;
    }

    static ContractAccount open(Path folder) {
        NamedBatchAccount named = NamedBatchAccount.ofEnvironment();
        if (named == null) {
            BatchServer server = BatchServer.start(BatchOptions.in(folder));
            return new ContractAccount(
                    BatchClientFactory.open(server.endpoint().toString(), server.account(), server.key()), server);
        }
        ContractAccount account =
                new ContractAccount(BatchClientFactory.open(named.endpoint(), named.account(), named.key()), null);
        named.requireEmpty(account.jobIds(), account.poolIds());
        return account;
    }

    /** The server, for tests that do to it what nobody can do to Azure. */
    BatchServer local() {
        return Objects.requireNonNull(local);
    }

    Duration patience() {
        return local == null ? NamedBatchAccount.PATIENCE : Duration.ofSeconds(20);
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
            return;
        }
        await("the jobs to be gone").atMost(patience()).until(() -> deleteAll(jobIds(), this::deleteJob));
        await("the pools to be gone").atMost(patience()).until(() -> deleteAll(poolIds(), this::deletePool));
    }

    /** What is being deleted already is refused, and gone at one of the next looks. */
    private static boolean deleteAll(List<String> ids, Consumer<String> delete) {
        ids.forEach(delete);
        return ids.isEmpty();
    }

    private List<String> jobIds() {
        return client.jobs().list().stream().map(CloudJob::id).toList();
    }

    private List<String> poolIds() {
        return client.pools().list().stream().map(CloudPool::id).toList();
    }

    private void deleteJob(String id) {
        BatchCalls.ofJob("delete job", id, () -> client.jobs().delete(id));
    }

    private void deletePool(String id) {
        BatchCalls.ofPool("delete pool", id, () -> client.pools().delete(id));
    }
}
