package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.auth.BatchSharedKeyCredentials;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension as the README shows it, which is what stands here between its marks. */
class BatchExtensionTest {

    // example
    @RegisterExtension
    static final BatchExtension batch = BatchExtension.withPool("pool", 2);

    @Test
    void runs_on_a_pool_that_is_there() throws Exception {
        BatchClient client = BatchClient.open(
                new BatchSharedKeyCredentials(batch.endpoint().toString(), batch.account(), batch.key()));

        client.jobOperations().createJob("job", new PoolInformation().withPoolId("pool"));

        assertThat(client.poolOperations().getPool("pool").targetDedicatedNodes())
                .isEqualTo(2);
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
    void ends_with_its_class_and_leaves_no_process_and_no_file() throws Exception {
        BatchExtension extension = BatchExtension.withPool("p", 1)
                .andPool("q", 0, 2)
                .with(options -> options.withAccount("embedded", BatchOptions.DEFAULT_KEY));
        extension.beforeAll(null);
        Path folder = extension.server().folder();
        BatchClient client = BatchClient.open(
                new BatchSharedKeyCredentials(extension.endpoint().toString(), extension.account(), extension.key()));
        client.jobOperations().createJob("j", new PoolInformation().withPoolId("p"));
        client.taskOperations().createTask("j", LocalAccount.aTask("t", "/bin/sleep 981"));
        Await.until("the task runs", () -> !Leftover.processesIn(folder).isEmpty());
        assertThat(client.poolOperations().existsPool("q")).isTrue();
        assertThat(extension.account()).isEqualTo("embedded");
        assertThat(extension.faults().armed()).isEmpty();

        extension.afterAll(null);

        assertThat(Leftover.processesIn(folder)).isEmpty();
        assertThat(folder).doesNotExist();
        assertThatThrownBy(extension::endpoint)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("static");
    }

    @Test
    void starts_soon() {
        BatchExtension extension = BatchExtension.withPool("p", 1);
        long start = System.nanoTime();
        extension.beforeAll(null);
        // Far more than it takes (see the README), for machines that do much else.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        extension.afterAll(null);
    }
}
