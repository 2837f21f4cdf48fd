package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.testing.SettableClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the contract on a storage account, with the unmodified SDKs: Local Azure's, or the one whose connection string is in
 * {@code DROPBATCH_CONTRACT_STORAGE}.
 */
class VerdictsOnStorageTest extends VerdictsContract {

    @TempDir
    static Path folder;

    static @Nullable StorageServer server;
    static StorageAccount account;

    @BeforeAll
    static void start() {
        String real = System.getenv("DROPBATCH_CONTRACT_STORAGE");
        server = real == null ? StorageServer.start(StorageOptions.in(folder)) : null;
        account = StorageAccount.connect(server == null ? real : server.connectionString(), null, null);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    ResultsFixture open(SettableClock clock) {
        return ResultsFixture.in(account, clock);
    }

    @Test
    void folders_of_a_hierarchical_namespace_are_nothing_that_somebody_put_among_the_results() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        BlobContainerClient outputs = account.blobClient().getBlobContainerClient(fixture.outputs.container());
        Set<String> folders = new TreeSet<>();
        fixture.outputs.list("").forEach(blob -> addParents(blob.path(), folders));
        folders.forEach(folder -> listAsFolder(outputs, folder));

        List<DomainEvent> announced =
                fixture.verify.verify(scenario.levelCompleted(0)).announcements();

        assertThat(outputs.listBlobs()).extracting(BlobItem::getName).containsAll(folders);
        assertThat(announced)
                .filteredOn(OutputReady.class::isInstance)
                .singleElement()
                .extracting(event -> ((OutputReady) event).outputs())
                .isEqualTo(3);
    }

    private static void addParents(String path, Set<String> folders) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(path.substring(0, slash));
        }
    }

    /** As a flat list shows it: a blob without content that says what it is. */
    private static void listAsFolder(BlobContainerClient container, String folder) {
        container
                .getBlobClient(folder)
                .uploadWithResponse(
                        new BlobParallelUploadOptions(BinaryData.fromString(""))
                                .setMetadata(Map.of("hdi_isfolder", "true")),
                        null,
                        null);
    }
}
