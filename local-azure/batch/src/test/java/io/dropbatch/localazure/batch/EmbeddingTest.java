package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.auth.BatchSharedKeyCredentials;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskState;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void runs_alone_as_a_process_that_ends_when_it_is_told_to(@TempDir Path folder) throws Exception {
        Process process = java(folder.toString(), "0");
        try (BufferedReader said = process.inputReader()) {
            String endpoint = said.readLine().replace("endpoint ", "");
            assertThat(said.readLine()).isEqualTo("account  " + BatchOptions.DEFAULT_ACCOUNT);
            HttpResponse<String> health = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(endpoint + "/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(health.body()).contains("UP");

            process.destroy();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "folder port", "folder 70000", "a b c"})
    void says_how_it_is_called(String arguments) throws Exception {
        Process process = java(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(process.errorReader().lines()).anyMatch(line -> line.startsWith("Usage: BatchMain"));
        assertThat(process.waitFor()).isEqualTo(2);
    }

    private static Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BatchMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
