package io.dropbatch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.cli.client.drop.Sha256Digest;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ProgressDisplay;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.store.InMemoryBlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageDownloadTest {

    @TempDir
    private Path folder;

    private final InMemoryBlobStore outputs = new InMemoryBlobStore("outputs", Clock.systemUTC());

    @Test
    void keeps_paths_where_no_two_tasks_share_one() throws IOException {
        fetch(output(1, "charts/a.png", "one"), output(2, "charts/b.png", "two"));

        assertThat(Files.readString(folder.resolve("charts/a.png"))).isEqualTo("one");
        assertThat(Files.readString(folder.resolve("charts/b.png"))).isEqualTo("two");
    }

    @Test
    void makes_a_folder_for_each_input_where_paths_clash() throws IOException {
        fetch(output(1, "result.json", "one"), output(2, "result.json", "two"));

        assertThat(Files.readString(folder.resolve("in-1.txt/result.json"))).isEqualTo("one");
        assertThat(Files.readString(folder.resolve("in-2.txt/result.json"))).isEqualTo("two");
    }

    @Test
    void leaves_nothing_of_a_file_that_was_changed_after_it_was_verified() throws IOException {
        ManifestOutput changed = output(1, "result.json", "one");
        outputs.write(changed.blob(), "One".getBytes(StandardCharsets.UTF_8), "text/plain");

        assertThatThrownBy(() -> fetch(changed))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("result.json");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void never_writes_outside_of_the_folder() {
        ManifestOutput escaping = output(1, "../../escaped.txt", "one");

        assertThatThrownBy(() -> fetch(escaping)).isInstanceOf(CliException.class);
        assertThat(folder.resolve("../../escaped.txt")).doesNotExist();
    }

    private void fetch(ManifestOutput... wanted) {
        new PackageDownload(outputs).fetch(List.of(wanted), folder, ProgressDisplay.silent());
    }

    private ManifestOutput output(int task, String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String blob = "w/s/1/" + task + "/run/out/" + path;
        outputs.write(blob, bytes, "text/plain");
        var sha = Sha256Digest.digest();
        sha.update(bytes);
        return new ManifestOutput(
                TaskId.of(0, task),
                "run",
                path,
                blob,
                bytes.length,
                Sha256Digest.hex(sha),
                "",
                List.of("in-" + task + ".txt"),
                null,
                null);
    }
}
