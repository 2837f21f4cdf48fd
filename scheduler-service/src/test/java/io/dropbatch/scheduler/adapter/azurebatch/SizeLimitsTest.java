package io.dropbatch.scheduler.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Local Batch refuses one character more than the scheduler does, and none less. */
@Timeout(60)
class SizeLimitsTest {

    @Test
    void the_files_of_a_task_end_at_the_same_character(@TempDir Path folder) {
        try (BatchServer server = BatchServer.start(BatchOptions.in(folder))) {
            BatchServiceClient batch =
                    BatchClientFactory.open(server.endpoint().toString(), server.account(), server.key());
            batch.pools().add(pool());
            int others = ResourceFiles.size(List.of(file("")));
            String full = "ü".repeat(ResourceFiles.MOST_CHARACTERS - others);

            assertThat(ResourceFiles.size(List.of(file(full)))).isEqualTo(32_768);
            batch.jobs().add(job("full", file(full)));
            assertThat(batch.jobs().get("full").id()).isEqualTo("full");
            assertThatExceptionOfType(BatchErrorException.class)
                    .isThrownBy(() -> batch.jobs().add(job("more", file(full + "x"))))
                    .satisfies(refused -> assertThat(refused.body().code()).isEqualTo("RequestEntityTooLarge"));
        }
    }

    private static ResourceFile file(String path) {
        return new ResourceFile().withHttpUrl("http://127.0.0.1/x?sig=1").withFilePath(path);
    }

    private static PoolAddParameter pool() {
        return new PoolAddParameter()
                .withId("p")
                .withVmSize("Standard_D2s_v5")
                .withVirtualMachineConfiguration(new VirtualMachineConfiguration()
                        .withNodeAgentSKUId("batch.node.ubuntu 22.04")
                        .withImageReference(new ImageReference()
                                .withPublisher("canonical")
                                .withOffer("0001-com-ubuntu-server-jammy")
                                .withSku("22_04-lts")));
    }

    private static JobAddParameter job(String id, ResourceFile file) {
        return new JobAddParameter()
                .withId(id)
                .withPoolInfo(new PoolInformation().withPoolId("p"))
                .withJobPreparationTask(
                        new JobPreparationTask().withCommandLine("/bin/true").withResourceFiles(List.of(file)));
    }
}
