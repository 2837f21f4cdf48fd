package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.auth.BatchSharedKeyCredentials;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskState;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The example of the README, which is what stands here between its marks. */
class EmbeddingTest {

    // example
    @AutoClose
    private final BatchServer batch = BatchServer.start();

    @Test
    void a_command_says_hello() throws Exception {
        BatchClient client = BatchClient.open(
                new BatchSharedKeyCredentials(batch.endpoint().toString(), batch.account(), batch.key()));
        ImageReference ubuntu = new ImageReference()
                .withPublisher("canonical")
                .withOffer("ubuntu")
                .withSku("22_04-lts");
        VirtualMachineConfiguration machine = new VirtualMachineConfiguration()
                .withImageReference(ubuntu)
                .withNodeAgentSKUId("batch.node.ubuntu 22.04");
        client.poolOperations().createPool("pool", "Standard_D2s_v5", machine, 1);
        client.jobOperations().createJob("job", new PoolInformation().withPoolId("pool"));

        client.taskOperations()
                .createTask("job", new TaskAddParameter().withId("hello").withCommandLine("/bin/echo hello"));

        while (client.taskOperations().getTask("job", "hello").state() != TaskState.COMPLETED) {
            Thread.onSpinWait();
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        client.fileOperations().getFileFromTask("job", "hello", "stdout.txt", said);
        assertThat(said).hasToString("hello\n");
    }
    // end of example

    @Test
    void the_readme_shows_what_is_run_here() throws Exception {
        String source =
                Files.readString(Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java"));
        String example = source.substring(source.indexOf("    // example\n"), source.indexOf("    // end of example"))
                .replaceFirst("    // example\n", "")
                .replaceAll("(?m)^    ", "");

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "```");
    }

    @Test
    void starts_soon_and_leaves_nothing_behind() {
        Path folder;
        long start = System.nanoTime();
        try (BatchServer another = BatchServer.start()) {
            folder = another.folder();
            assertThat(folder).isDirectory();
        }

        // Far more than it takes (see the README), for machines that do much else.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(folder).doesNotExist();
    }
}
