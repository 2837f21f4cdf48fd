package io.dropbatch.scheduler.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.testing.NamedBatchAccount;
import io.dropbatch.testing.SuiteProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Points contract suites, which run in a process of their own, at this test's account by the environment alone. */
@Timeout(120)
class NamedAccountTest {

    @TempDir
    Path folder;

    private BatchServer account;
    private BatchServiceClient batch;

    @BeforeEach
    void start() {
        account = BatchServer.start(BatchOptions.in(folder));
        batch = BatchClientFactory.open(account.endpoint().toString(), account.account(), account.key());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void the_suites_run_on_the_account_that_the_environment_names_and_leave_it_empty() throws Exception {
        String said = SuiteProcess.run(
                environment(),
                method(
                        AzureBatchPoolsTest.class,
                        "a_pool_that_is_asked_for_twice_is_there_once_and_has_as_many_nodes_as_are_needed"),
                method(AzureBatchPoolsTest.class, "takes_the_next_vm_size_where_azure_does_not_offer_the_first"),
                method(AzureBatchComputeAccountTest.class, "tasks_that_are_added_twice_are_there_once"));

        assertThat(said).endsWith("2 succeeded, 0 failed, 1 left out");
        assertThat(batch.jobs().list()).isEmpty();
        assertThat(batch.pools().list()).isEmpty();
    }

    @Test
    void nothing_is_deleted_from_an_account_that_somebody_uses_and_no_key_is_told() throws Exception {
        batch.pools()
                .add(new PoolAddParameter()
                        .withId("precious")
                        .withVmSize("standard_d2s_v5")
                        .withVirtualMachineConfiguration(new VirtualMachineConfiguration()
                                .withImageReference(new ImageReference()
                                        .withPublisher("canonical")
                                        .withOffer("ubuntu-24_04-lts")
                                        .withSku("server"))
                                .withNodeAgentSKUId("batch.node.ubuntu 24.04")));

        String said = SuiteProcess.run(
                environment(), method(AzureBatchComputeAccountTest.class, "tasks_that_are_added_twice_are_there_once"));

        assertThat(said)
                .endsWith("0 succeeded, 1 failed, 0 left out")
                .contains("and pools [precious]", "name an empty account");
        assertThat(said).doesNotContain(account.key());
        assertThat(batch.pools().list()).hasSize(1);
    }

    private Map<String, String> environment() {
        return Map.of(
                NamedBatchAccount.ENDPOINT,
                account.endpoint().toString(),
                NamedBatchAccount.ACCOUNT,
                account.account(),
                NamedBatchAccount.KEY,
                account.key());
    }

    private static String method(Class<?> suite, String test) {
        return suite.getName() + "#" + test;
    }
}
