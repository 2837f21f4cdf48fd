package io.dropbatch.fieldcases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.drop.IgnoredFile;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.systemtests.fixture.CommandRun.Ended;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The result says what it left out. */
@ExtendWith(SystemExtension.class)
class LateInputsTest {

    private static final String HELD = """
            apiVersion: dropbatch/v1
            name: held-copies
            start: { on: marker }
            tasks:
              forEach: { file: "**/*.txt" }
              command: until [ -e '%s' ]; do sleep 0.1; done; cp -- "$INPUT" .
              outputs: ["*.txt"]
              timeout: 5m
            pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 2 }
            """;

    @TempDir
    private Path folder;

    @Test
    void files_after_the_marker_and_files_left_out_are_told_everywhere(RunningSystem system) throws IOException {
        Path release = folder.resolve("release");
        system.publish("held-copies", HELD.formatted(release));
        InboxUpload upload = new InboxUpload(system, "held-copies/late/")
                .file("a.txt", "a")
                .file("sub/b.txt", "b")
                .folderStub("sub")
                .folderStub("empty/")
                .file(".DS_Store", "x")
                .file("notes.pdf", "x");
        CompletedDrop drop = upload.trigger("_READY", "");
        drop.status(DropStatus.State.RUNNING);
        // Storage tells times in whole seconds.
        await("the next second")
                .until(() -> Instant.now().isAfter(drop.trigger().uploadedAt().plusSeconds(1)));

        upload.file("c.txt", "c").file("sub/d.txt", "d").file("job.yaml", "parameters: {W: 1}");
        upload.folderStub("later");
        Files.createFile(release);

        ResultManifest manifest = drop.manifest(drop.ready());
        DropStatus status = drop.status(DropStatus.State.READY);
        Ended watched = system.dropbatch("watch", "held-copies/late");
        Ended fetched = system.dropbatch(
                "download",
                drop.submission().value(),
                "--to",
                folder.resolve("results").toString());
        LateInputs late = new LateInputs(List.of("c.txt", "job.yaml", "sub/d.txt"), 3);
        assertThat(manifest.outputs()).hasSize(2);
        assertThat(manifest.lateInputs()).isEqualTo(late);
        assertThat(status.lateInputs()).isEqualTo(late);
        assertThat(status.message()).contains("Left out, since they came too late: 3 files");
        assertThat(manifest.ignored()).isEqualTo(status.ignored());
        assertThat(status.ignored().files())
                .extracting(IgnoredFile::path, IgnoredFile::reason)
                .containsExactly(
                        tuple(".DS_Store", "a file of macOS"),
                        tuple("notes.pdf", "no pattern of the workload matches it"));
        assertThat(watched.said())
                .contains("LATE: 3 files", "c.txt, job.yaml, sub/d.txt", ".DS_Store (a file of macOS)");
        assertThat(fetched.said()).contains("LATE: 3 files", "not used: 2 files");
    }
}
