package io.dropbatch.cli.client.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ProgressDisplay;
import io.dropbatch.codec.document.DocumentFormat;
import io.dropbatch.codec.drop.DropManifestReader;
import io.dropbatch.codec.drop.DropManifestReading;
import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.InMemoryBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropUploadTest {

    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String PREFIX = "prices/today/";

    @TempDir
    private Path folder;

    private final InMemoryBlobStore inbox = new InMemoryBlobStore("inbox", Clock.systemUTC());

    @Test
    void lists_every_input_with_size_and_hash_in_a_manifest_that_comes_last() throws IOException {
        write("a b';$(touch x).csv", "hello");
        write("ünï/çødé.txt", "hello");
        write("_status.json", "not an input");

        DropTrigger trigger = drop("manifest", Map.of("SEED", "7"));

        assertThat(trigger.path()).isEqualTo("prices/today/job.json");
        assertThat(manifest(trigger))
                .isEqualTo(new DropManifest(
                        List.of(new Listed("a b';$(touch x).csv", 5, HELLO), new Listed("ünï/çødé.txt", 5, HELLO)),
                        Map.of("SEED", "7"),
                        null));
        assertThat(uploaded())
                .containsExactlyInAnyOrder(
                        "prices/today/a b';$(touch x).csv", "prices/today/job.json", "prices/today/ünï/çødé.txt");
    }

    @Test
    void completes_a_drop_of_a_marker_workload_with_a_marker() throws IOException {
        write("a.txt", "hello");

        assertThat(drop("marker", Map.of()).path()).isEqualTo("prices/today/_READY");
        assertThat(uploaded()).containsExactly("prices/today/_READY", "prices/today/a.txt");
    }

    @Test
    void knows_the_drop_by_the_trigger_that_is_there_when_the_client_repeats_a_request_that_had_come_through()
            throws IOException {
        write("a.txt", "hello");
        String first = inbox.write(PREFIX + "_READY", new byte[0], "application/json");

        assertThat(drop("marker", Map.of()).etag()).isEqualTo(first);
        assertThat(inbox.facts(PREFIX + "_READY").orElseThrow().etag()).isEqualTo(first);
    }

    @Test
    void puts_the_parameters_of_a_marker_drop_beside_the_marker() throws IOException {
        write("a.txt", "hello");
        write("job.yaml", "parameters: { H: 40 }\n");

        DropTrigger trigger = drop("marker", Map.of("W", "a: \"b\" #é"));

        assertThat(trigger.path()).isEqualTo("prices/today/_READY");
        byte[] yaml = inbox.read(PREFIX + "job.yaml").orElseThrow().bytes();
        assertThat(((DropManifestReading.Valid) DropManifestReader.read(yaml, DocumentFormat.YAML)).manifest())
                .isEqualTo(new DropManifest(List.of(), Map.of("H", "40", "W", "a: \"b\" #é"), null));
    }

    @Test
    void sends_a_list_of_the_users_own_as_it_is() throws IOException {
        String own = "# ours\ninputs: [{ path: a.txt, bytes: 5 }]\n";
        write("a.txt", "hello");
        write("job.yaml", own);

        DropTrigger trigger = drop("manifest", Map.of());

        assertThat(trigger.path()).isEqualTo("prices/today/job.yaml");
        assertThat(inbox.read(trigger.path()).orElseThrow().bytes()).asString().isEqualTo(own);
    }

    @Test
    void adds_sizes_hashes_and_parameters_to_what_the_users_own_manifest_says() throws IOException {
        write("a.txt", "hello");
        write("b.txt", "hello");
        write("job.yaml", "inputs: [{ path: b.txt, bytes: 5 }]\nparameters: { A: 1 }\ndeadline: 90s\n");

        assertThat(manifest(drop("manifest", Map.of("B", "2"))))
                .isEqualTo(new DropManifest(
                        List.of(new Listed("b.txt", 5, HELLO)), Map.of("A", "1", "B", "2"), Duration.ofSeconds(90)));
        assertThat(uploaded()).containsExactly("prices/today/b.txt", "prices/today/job.json");
    }

    @Test
    void starts_nothing_and_leaves_nothing_when_a_file_is_not_what_the_users_list_says() throws IOException {
        write("a.txt", "hallo");
        write("job.yaml", "inputs: [{ path: a.txt, bytes: 5, sha256: " + HELLO + " }]\n");

        assertThatThrownBy(() -> drop("manifest", Map.of()))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("SHA-256 differs")
                .hasMessageContaining("a.txt");
        assertThat(uploaded()).isEmpty();
    }

    @Test
    void starts_nothing_and_leaves_nothing_when_the_folder_changes_meanwhile() throws IOException {
        write("grows.log", "one");
        write("rewritten.txt", "same size");
        write("gone.txt", "x");
        write("still.txt", "x");
        DropPlan plan = plan("manifest", Map.of());
        write("new.txt", "x");

        assertThatThrownBy(() -> upload(plan, () -> {
                    change();
                    return FolderScan.of(folder, false);
                }))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("grows.log")
                .hasMessageContaining("rewritten.txt")
                .hasMessageContaining("gone.txt (gone)")
                .hasMessageContaining("new.txt (new)")
                .hasMessageNotContaining("still.txt")
                .hasMessageContaining("nothing was started");
        assertThat(uploaded()).isEmpty();
    }

    private void change() {
        try {
            write("grows.log", "one two");
            Files.setLastModifiedTime(folder.resolve("rewritten.txt"), FileTime.from(Instant.EPOCH));
            Files.delete(folder.resolve("gone.txt"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private DropTrigger drop(String on, Map<String, String> parameters) {
        return upload(plan(on, parameters), () -> FolderScan.of(folder, false));
    }

    private DropPlan plan(String on, Map<String, String> parameters) {
        return DropPlanner.plan(FolderScan.of(folder, false), PublishedWorkload.eachFile(on), parameters);
    }

    private DropTrigger upload(DropPlan plan, DropUpload.Rescan rescan) {
        return new DropUpload(inbox, Clock.systemUTC()).upload(PREFIX, plan, rescan, ProgressDisplay.silent());
    }

    private List<String> uploaded() {
        return inbox.list("").map(BlobDetails::path).toList();
    }

    private DropManifest manifest(DropTrigger trigger) {
        byte[] json = inbox.read(trigger.path()).orElseThrow().bytes();
        return ((DropManifestReading.Valid) DropManifestReader.read(json, DocumentFormat.JSON)).manifest();
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
