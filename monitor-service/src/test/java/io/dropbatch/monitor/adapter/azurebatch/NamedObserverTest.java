package io.dropbatch.monitor.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.testing.NamedBatchAccount;
import io.dropbatch.testing.SuiteProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Points the contract suite, which runs in a process of its own, at this test's account by the environment alone. */
@Timeout(120)
class NamedObserverTest {

    @Test
    void the_suite_runs_on_the_account_that_the_environment_names_and_leaves_it_empty(@TempDir Path folder)
            throws Exception {
        try (BatchServer account = BatchServer.start(BatchOptions.in(folder))) {
            String said = SuiteProcess.run(
                    Map.of(
                            NamedBatchAccount.ENDPOINT,
                            account.endpoint().toString(),
                            NamedBatchAccount.ACCOUNT,
                            account.account(),
                            NamedBatchAccount.KEY,
                            account.key()),
                    AzureBatchObserverTest.class.getName() + "#counts_what_has_completed");

            assertThat(said).endsWith("1 succeeded, 0 failed, 0 left out");
            BatchServiceClient batch =
                    BatchClientFactory.open(account.endpoint().toString(), account.account(), account.key());
            assertThat(batch.jobs().list()).isEmpty();
            assertThat(batch.pools().list()).isEmpty();
        }
    }
}
