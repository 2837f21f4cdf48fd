package io.dropbatch.results.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.PackageOutcome;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.model.result.ResultManifest.Verification;
import io.dropbatch.results.DropScenario;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.InMemoryBlobStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobResultManifestsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final DropTrigger trigger = new DropTrigger("inbox", "demo/d1/_READY", "0x1", NOW);
    private final JobId job = JobId.of(trigger.submission(), 1);

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 10_000})
    void a_manifest_of_any_length_is_written_and_read_again(int outputs) {
        BlobStore blobs = new InMemoryBlobStore("outputs", Clock.systemUTC());
        BlobResultManifests manifests = new BlobResultManifests(blobs);
        List<ManifestOutput> all =
                IntStream.rangeClosed(1, outputs).mapToObj(this::output).toList();

        String sha256 = manifests.write(head(), Stream.empty(), all.stream());

        byte[] written = blobs.read(OutputLayout.manifest(trigger.submission()))
                .orElseThrow()
                .bytes();
        assertThat(DropScenario.sha256(written)).isEqualTo(sha256);
        try (Stream<ManifestOutput> read =
                manifests.outputs(trigger.submission()).orElseThrow()) {
            assertThat(read.toList()).isEqualTo(all);
        }
    }

    private ResultManifest head() {
        return new ResultManifest(
                ResultManifest.SCHEMA,
                trigger.submission(),
                "demo",
                1,
                job,
                trigger,
                NOW,
                NOW,
                List.of(1),
                new Verification("a", "b", "c", "d"),
                PackageOutcome.READY,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                IgnoredFiles.NONE,
                LateInputs.NONE,
                null);
    }

    private ManifestOutput output(int index) {
        TaskId task = TaskId.of(0, index);
        String path = "result.txt";
        String blob = OutputLayout.task(job, task) + "/run-1/out/" + path;
        return new ManifestOutput(
                task,
                "run-1",
                path,
                blob,
                index,
                DropScenario.sha256(DropScenario.bytes(blob)),
                "",
                List.of("in-" + index + ".txt"),
                null,
                null);
    }
}
