package io.dropbatch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.store.StorageAccount;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class MissingContainerTest {

    @Test
    void stops_the_start_with_one_line_that_says_how_to_create_it(@TempDir Path folder, CapturedOutput output) {
        try (StorageServer storage = StorageServer.start(StorageOptions.in(folder))) {
            StorageAccount account = StorageAccount.connect(storage.connectionString(), null, null);
            account.blobClient().createBlobContainer("applications");
            account.blobClient().createBlobContainer("inbox");

            assertThatThrownBy(() -> start(storage)).isNotNull();
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .endsWith("cannot start program=\"scheduler-service\" explanation=\"dropbatch.containers: the storage"
                        + " account 'devstoreaccount1' has no container outputs, system: create what is missing with"
                        + " 'az storage container create --auth-mode login --account-name devstoreaccount1 --name"
                        + " <container>', or name the containers to use\"");
    }

    private static void start(StorageServer storage) {
        new SpringApplicationBuilder(SchedulerApplication.class)
                .run(
                        "--server.port=0",
                        "--AZURE_SERVICEBUS_CONNECTION_STRING=Endpoint=sb://127.0.0.1:9;SharedAccessKeyName=n;"
                                + "SharedAccessKey=a2V5;UseDevelopmentEmulator=true;",
                        "--AZURE_STORAGE_CONNECTION_STRING=" + storage.connectionString(),
                        "--AZURE_BATCH_ENDPOINT=http://127.0.0.1:9",
                        "--AZURE_BATCH_ACCOUNT=account",
                        "--AZURE_BATCH_ACCESS_KEY=a2V5");
    }
}
