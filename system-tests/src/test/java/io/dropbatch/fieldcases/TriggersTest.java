package io.dropbatch.fieldcases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.Sha256;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Triggers and manifests as people name and write them. */
@ExtendWith(SystemExtension.class)
class TriggersTest {

    /** Says a parameter. */
    private static final String SAYING = """
            apiVersion: dropbatch/v1
            name: %s
            start: { on: %s }
            tasks:
              forEach: { file: "*.txt" }
              command: echo "$(cat "$INPUT") $PARAM_W" > said
              outputs: ["said"]
              timeout: 1m
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void workloads(RunningSystem system) {
        system.publish("saying", SAYING.formatted("saying", "marker"));
        system.publish("listed", SAYING.formatted("listed", "manifest"));
    }

    @Test
    void a_name_that_is_nearly_right_is_told_and_the_right_one_starts_the_drop(RunningSystem system) {
        InboxUpload success = new InboxUpload(system, "saying/success/").file("a.txt", "a");
        InboxUpload deep = new InboxUpload(system, "saying/deep/").file("inner/a.txt", "a");
        InboxUpload high = new InboxUpload(system, "saying/");
        InboxUpload unknown = new InboxUpload(system, "sayin/");

        success.file("_SUCCESS", "");
        deep.file("inner/_READY", "");
        high.file("_ready", "");
        unknown.file("_READY", "");

        DropStatus hint = success.status("saying/success/", DropStatus.State.NOT_STARTED);
        assertThat(hint.message()).contains("_SUCCESS", "_READY");
        assertThat(deep.status("saying/deep/", DropStatus.State.NOT_STARTED).message())
                .contains("too deep", "saying/deep/");
        assertThat(deep.status("saying/deep/inner/", DropStatus.State.NOT_STARTED)
                        .message())
                .contains("saying/deep/");
        assertThat(high.status("saying/", DropStatus.State.NOT_STARTED).message())
                .contains("one folder too high");
        assertThat(unknown.status("sayin/", DropStatus.State.NOT_STARTED).message())
                .contains("did you mean 'saying'?");
        CompletedDrop started = success.trigger("_Ready.txt", "now");
        assertThat(ResultPackage.of(started).result().values()).containsExactly("a \n");
        assertThat(started.status(DropStatus.State.READY).notes()).isEmpty();
    }

    @Test
    void a_marker_written_twice_is_one_job(RunningSystem system) throws IOException {
        Path release = folder.resolve("release");
        system.publish("held-up", ExampleWorkloads.heldUpBy(release));
        InboxUpload upload = new InboxUpload(system, "held-up/twice/");
        CompletedDrop first = upload.trigger("_READY", "");
        first.status(DropStatus.State.RUNNING);

        CompletedDrop second = upload.trigger("_READY", "written");
        system.awaitQuiet();
        Files.createFile(release);

        first.ready();
        system.awaitQuiet();
        assertThat(BatchJobs.of(first)).containsExactly(first.submission() + "-1");
        assertThat(BatchJobs.of(second)).isEmpty();
        assertThat(second.announced(EventTopic.SUBMISSIONS, SubmissionAccepted.class))
                .isEmpty();
    }

    @Test
    void an_empty_manifest_waits_for_its_content(RunningSystem system) {
        InboxUpload upload = new InboxUpload(system, "listed/empty/").file("a.txt", "a");
        CompletedDrop empty = upload.trigger("job.json", "");
        assertThat(upload.status("listed/empty/", DropStatus.State.NOT_STARTED).message())
                .contains("job.json is empty");

        CompletedDrop written = upload.trigger(
                "job.json", "{\"inputs\": [{\"path\": \"a.txt\", \"bytes\": 1}], \"parameters\": {\"W\": 7}}");

        assertThat(ResultPackage.of(written).result().values()).containsExactly("a 7\n");
        assertThat(empty.outcomes()).isEmpty();
    }

    @Test
    void a_manifest_gives_a_marker_drop_parameters_and_hashes(RunningSystem system) {
        InboxUpload upload =
                new InboxUpload(system, "saying/parameters/").file("a.txt", "a").file("b.txt", "b");
        upload.file(
                "job.yml",
                "inputs: [{path: a.txt, bytes: 1, sha256: " + Sha256.of("a".getBytes(UTF_8))
                        + "}]\nparameters: {W: 80}");
        assertThat(upload.status("saying/parameters/", DropStatus.State.NOT_STARTED)
                        .message())
                .contains("job.yml", "_READY");

        CompletedDrop drop = upload.trigger("_READY", "");

        ResultPackage result = ResultPackage.of(drop);
        assertThat(result.result().values()).containsExactly("a 80\n");
        assertThat(result.manifest().ignored().files()).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo("b.txt");
            assertThat(file.reason()).isEqualTo("not listed in the manifest");
        });
    }

    @Test
    void a_manifest_stored_compressed_is_read_and_what_is_none_is_refused(RunningSystem system) throws IOException {
        String yaml = "inputs: [{path: a.txt, bytes: 1}]\nparameters: {W: ü}";
        InboxUpload good = new InboxUpload(system, "listed/gzip/").file("a.txt", "a");
        InboxUpload bad = new InboxUpload(system, "listed/no-gzip/").file("a.txt", "a");
        InboxUpload tab = new InboxUpload(system, "listed/tab/").file("a.txt", "a");

        CompletedDrop read = good.trigger("job.yaml", gzip(yaml), "gzip");
        CompletedDrop refused = bad.trigger("job.yaml", yaml.getBytes(UTF_8), "gzip");
        CompletedDrop indented = tab.trigger("job.yaml", "inputs:\n\t- {path: a.txt, bytes: 1}\n");

        assertThat(ResultPackage.of(read).result().values()).containsExactly("a ü\n");
        assertThat(refused.rejected().failure().message()).contains("Content-Encoding 'gzip'", "no gzip");
        assertThat(indented.rejected().failure().message()).contains("line 2", "indent with spaces");
    }

    @Test
    void a_file_in_the_archive_is_refused_by_name_at_once(RunningSystem system) {
        CompletedDrop marker = new InboxUpload(system, "saying/archive/")
                .file("a.txt", "a")
                .archived("cold/b.txt", "b")
                .trigger("_READY", "");
        CompletedDrop manifest = new InboxUpload(system, "listed/archive/")
                .archived("a.txt", "a")
                .trigger("job.yaml", "inputs: [{path: a.txt, bytes: 1}]");

        assertThat(marker.rejected().failure().code()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(marker.rejected().failure().message()).contains("archive tier", "cold/b.txt");
        assertThat(manifest.rejected().failure().message()).contains("archive tier", "a.txt");
    }

    @Test
    void a_name_in_another_unicode_form_is_the_same_name(RunningSystem system) {
        CompletedDrop drop = new InboxUpload(system, "listed/forms/")
                .file("Gro\u0308\u00dfe.txt", "a")
                .trigger("job.yaml", "inputs: [{path: \"Gr\u00f6\u00dfe.txt\", bytes: 1}]");
        CompletedDrop other = new InboxUpload(system, "listed/case/")
                .file("A.TXT", "a")
                .trigger("job.yaml", "inputs: [{path: a.txt, bytes: 1}]\ndeadline: 2s");

        assertThat(ResultPackage.of(drop).result().values()).containsExactly("a \n");
        assertThat(drop.status(DropStatus.State.READY).notes())
                .singleElement()
                .asString()
                .contains("another Unicode form");
        assertThat(other.rejected().failure().message()).contains("there is 'A.TXT': upper and lower case count");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
