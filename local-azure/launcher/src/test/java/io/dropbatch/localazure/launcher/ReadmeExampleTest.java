package io.dropbatch.localazure.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import io.dropbatch.localazure.testtools.NeedsTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of Local Azure's README, which is what stands here between its marks. */
class ReadmeExampleTest {

    @NeedsTool({"node", "npm"})
    // example
    @Test
    void an_upload_is_announced(@TempDir Path folder) {
        Path examples = Path.of("..", "examples");
        LocalAzureOptions options = LocalAzureOptions.onFreePorts(
                folder, examples.resolve("servicebus.json"), examples.resolve("storage.json"));

        try (LocalAzure azure = LocalAzure.start(options)) {
            new BlobContainerClientBuilder()
                    .connectionString(azure.addresses().storageConnectionString())
                    .containerName("inbox")
                    .buildClient()
                    .getBlobClient("hello.txt")
                    .upload(BinaryData.fromString("hello"));

            try (ServiceBusReceiverClient uploads = new ServiceBusClientBuilder()
                    .connectionString(azure.addresses().serviceBusConnectionString())
                    .receiver()
                    .queueName("uploads")
                    .buildClient()) {
                ServiceBusReceivedMessage event =
                        uploads.receiveMessages(1).stream().findFirst().orElseThrow();
                assertThat(event.getBody().toString()).contains("Microsoft.Storage.BlobCreated", "/blobs/hello.txt");
                uploads.complete(event);
            }
        }
    }
    // end of example

    @Test
    void the_readme_shows_what_is_run_here() throws Exception {
        String source =
                Files.readString(Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java"));
        String example = source.substring(source.indexOf("    // example\n"), source.indexOf("    // end of example"))
                .replaceFirst("    // example\n", "")
                .replaceAll("(?m)^    ", "");

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + example + "```");
    }
}
