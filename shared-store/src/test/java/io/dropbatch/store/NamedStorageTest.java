package io.dropbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.testing.SuiteProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Points a contract suite, which runs in a process of its own, at this test's storage account by the environment alone. */
@Timeout(120)
class NamedStorageTest {

    @Test
    void the_suite_runs_on_the_account_that_the_environment_names(@TempDir Path folder) throws Exception {
        try (StorageServer server = StorageServer.start(StorageOptions.in(folder))) {
            String said = SuiteProcess.run(
                    Map.of("DROPBATCH_CONTRACT_STORAGE", server.connectionString()),
                    AzureTest.class.getName() + "#what_is_stored_compressed_is_read_as_it_is_stored");

            assertThat(said).endsWith("1 succeeded, 0 failed, 0 left out");
            StorageAccount account = StorageAccount.connect(server.connectionString(), null, null);
            assertThat(account.blobs("inbox").list(""))
                    .extracting(BlobDetails::path)
                    .containsExactly("encoded");
        }
    }
}
