package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.FileGetFromTaskOptions;
import com.microsoft.azure.batch.protocol.models.FileProperties;
import com.microsoft.azure.batch.protocol.models.NodeFile;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of tasks and nodes, as a client sees them. */
class FilesTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder);
        account.pool("p", 1, 1);
        account.job("j", "p");
        account.run("j", aTask("t", "/bin/sh -c 'mkdir \"ü d\"; printf 0123456789 > \"ü d/a b.txt\"; : > empty'"));
        account.completed("j", "t");
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void are_listed_with_folders() throws Exception {
        assertThat(account.client.fileOperations().listFilesFromTask("j", "t", true, null))
                .extracting(NodeFile::name)
                .containsExactlyInAnyOrder(
                        "stdout.txt", "stderr.txt", "tmp", "wd", "wd/empty", "wd/ü d", "wd/ü d/a b.txt");
        assertThat(account.client.fileOperations().listFilesFromTask("j", "t"))
                .extracting(NodeFile::name)
                .containsExactlyInAnyOrder("stdout.txt", "stderr.txt", "tmp", "wd");
    }

    @Test
    void are_read_whole_or_in_part_under_any_name() throws Exception {
        assertThat(account.file("j", "t", "wd/ü d/a b.txt")).isEqualTo("0123456789");
        assertThat(account.file("j", "t", "wd/empty")).isEmpty();
        try (InputStream part = account.client
                .protocolLayer()
                .files()
                .getFromTask("j", "t", "wd/ü d/a b.txt", new FileGetFromTaskOptions().withOcpRange("bytes=3-5"))) {
            assertThat(new String(part.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("345");
        }
    }

    @Test
    void have_properties() throws Exception {
        FileProperties properties =
                account.client.fileOperations().getFilePropertiesFromTask("j", "t", "wd/ü d/a b.txt");

        assertThat(properties.contentLength()).isEqualTo(10);
        assertThat(properties.fileMode()).startsWith("0o100");
    }

    @Test
    void of_nodes_are_seen_too_but_nothing_beside_them() throws Exception {
        String node = account.task("j", "t").nodeInfo().nodeId();

        assertThat(account.client
                        .fileOperations()
                        .getFilePropertiesFromComputeNode("p", node, "workitems/j/job-1/t/wd/empty")
                        .contentLength())
                .isZero();
        assertThatThrownBy(() -> account.file("j", "t", "../../../../../../lock"))
                .isInstanceOf(BatchErrorException.class);
        assertThatThrownBy(() -> account.file("j", "t", "nothing"))
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo("FileNotFound"));
    }
}
