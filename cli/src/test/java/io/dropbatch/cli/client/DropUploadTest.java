package io.dropbatch.cli.client;

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
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.InMemoryBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropUploadTest {

    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final WorkloadName PRICES = new WorkloadName("prices");

    @TempDir
    private Path folder;

    private final InMemoryBlobStore inbox = new InMemoryBlobStore("inbox", Clock.systemUTC());

    @Test
    void lists_every_input_with_size_and_hash_in_a_manifest_that_comes_last() throws IOException {
        write("a b';$(touch x).csv", "hello");
        write("ünï/çødé.txt", "hello");
        write("_status.json", "not an input");

        DropTrigger trigger = drop(StartCondition.On.MANIFEST);

        assertThat(trigger.path()).isEqualTo("prices/today/job.json");
        assertThat(manifest(trigger))
                .isEqualTo(new DropManifest(
                        List.of(new Listed("a b';$(touch x).csv", 5, HELLO), new Listed("ünï/çødé.txt", 5, HELLO)),
                        Map.of("SEED", "7"),
                        null));
        assertThat(inbox.list("").map(BlobDetails::path))
                .containsExactlyInAnyOrder(
                        "prices/today/a b';$(touch x).csv", "prices/today/job.json", "prices/today/ünï/çødé.txt");
    }

    @Test
    void completes_a_drop_of_a_marker_workload_with_a_marker() throws IOException {
        write("a.txt", "hello");

        assertThat(drop(StartCondition.On.MARKER).path()).isEqualTo("prices/today/_READY");
    }

    @Test
    void sends_the_folders_own_trigger_as_it_is() throws IOException {
        write("a.txt", "hello");
        write("job.yaml", "inputs: []\n");

        DropTrigger trigger = drop(StartCondition.On.MANIFEST);

        assertThat(trigger.path()).isEqualTo("prices/today/job.yaml");
        assertThat(inbox.read(trigger.path()).orElseThrow().bytes()).asString().isEqualTo("inputs: []\n");
    }

    @Test
    void refuses_a_name_that_cannot_be_an_input_before_anything_is_sent() throws IOException {
        write("a.txt", "hello");
        write("two\nlines.txt", "hello");

        assertThatThrownBy(() -> drop(StartCondition.On.MANIFEST))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("two?lines.txt")
                .hasMessageContaining("rename");
        assertThat(inbox.list("")).isEmpty();
    }

    private DropTrigger drop(StartCondition.On start) {
        return new DropUpload(inbox, Clock.systemUTC())
                .upload(PRICES, "today", DropFolder.scan(folder), start, Map.of("SEED", "7"), ProgressDisplay.silent());
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
