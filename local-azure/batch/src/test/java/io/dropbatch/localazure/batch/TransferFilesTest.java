package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.OutputFile;
import com.microsoft.azure.batch.protocol.models.OutputFileBlobContainerDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadCondition;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadOptions;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resource files come before a command and output files leave after it. */
class TransferFilesTest {

    private static final String LONG_NAME = "x".repeat(200);

    @TempDir
    static Path folder;

    static LocalAccount account;
    static BlobStub storage;

    @BeforeAll
    static void start() throws Exception {
        storage = new BlobStub();
        account = new LocalAccount(folder);
        account.pool("p", 1, 8);
        account.job("j", "p");
    }

    @AfterAll
    static void stop() {
        account.close();
        storage.close();
    }

    @Test
    void brings_a_file_by_its_address_under_any_name() throws Exception {
        storage.put("in/a b';$(touch x).csv", "hostile");
        storage.put("in/ünï/çødé.txt", "unicode");
        storage.put("in/" + LONG_NAME, "long");
        account.run(
                "j",
                aTask("single", "/bin/sh -c 'cat -- *.csv; cat -- */*.txt; cat -- -dash; cat x*; ls | wc -l'")
                        .withResourceFiles(List.of(
                                file("a%20b%27%3B%24%28touch%20x%29.csv", "a b';$(touch x).csv"),
                                file("%C3%BCn%C3%AF/%C3%A7%C3%B8d%C3%A9.txt", "ünï/çødé.txt"),
                                file("a%20b%27%3B%24%28touch%20x%29.csv", "-dash"),
                                file(LONG_NAME, LONG_NAME))));

        CloudTask task = account.completed("j", "single");

        assertThat(account.file("j", "single", "stdout.txt").strip()).isEqualTo("hostileunicodehostilelong4");
        assertThat(task.executionInfo().exitCode()).isZero();
    }

    @Test
    void brings_every_blob_under_a_prefix_with_its_folders() throws Exception {
        for (int i = 0; i < 5; i++) {
            storage.put("tree/d/sub/f" + i + "&<é>.txt", "" + i);
        }
        storage.put("tree/other.txt", "no");
        account.run(
                "j",
                aTask("tree", "/bin/sh -c 'find . -type f | sort; cat into/d/sub/*'")
                        .withResourceFiles(List.of(new ResourceFile()
                                .withStorageContainerUrl(storage.container("tree"))
                                .withBlobPrefix("d/")
                                .withFilePath("into"))));

        account.completed("j", "tree");

        assertThat(account.file("j", "tree", "stdout.txt"))
                .startsWith("./into/d/sub/f0&<é>.txt\n")
                .endsWith("01234")
                .doesNotContain("other");
    }

    @Test
    void a_missing_or_forbidden_file_fails_the_task_before_its_command() throws Exception {
        account.run(
                "j",
                aTask("missing", "true").withResourceFiles(List.of(file("nothing", "a"))),
                aTask("denied", "true")
                        .withResourceFiles(List.of(new ResourceFile()
                                .withHttpUrl(storage.address("in", "a").replace("secret", "wrong"))
                                .withFilePath("a"))));

        CloudTask task = account.completed("j", "missing");

        assertThat(task.executionInfo().failureInfo().code()).isEqualTo("BlobNotFound");
        assertThat(task.executionInfo().failureInfo().details().get(0).value()).doesNotContain("sig=");
        assertThat(task.executionInfo().exitCode()).isNull();
        assertThat(account.completed("j", "denied")
                        .executionInfo()
                        .failureInfo()
                        .code())
                .isEqualTo("BlobAccessDenied");
    }

    @Test
    void no_file_is_written_outside_of_the_working_directory() throws Exception {
        storage.put("in/a", "a");
        account.run("j", aTask("escape", "true").withResourceFiles(List.of(file("a", "x/../../../escaped"))));

        assertThat(account.completed("j", "escape")
                        .executionInfo()
                        .failureInfo()
                        .code())
                .isEqualTo("ResourceFileCreateFailed");
    }

    @Test
    void sends_what_patterns_match_with_its_md5() throws Exception {
        account.run(
                "j",
                aTask(
                                "sends",
                                "/bin/sh -c 'mkdir -p out/a/b; echo 1 > out/1.png; echo 2 > out/a/b/2.png; echo 3 > out/.h.png; echo 4 > r.json; echo log'")
                        .withOutputFiles(List.of(
                                output("out/**/*.png", "o/pics", OutputFileUploadCondition.TASK_SUCCESS),
                                output("r.json", "o/renamed.json", OutputFileUploadCondition.TASK_COMPLETION),
                                output("../std*.txt", "o/logs", OutputFileUploadCondition.TASK_COMPLETION),
                                output("r.json", "o/never", OutputFileUploadCondition.TASK_FAILURE))));

        CloudTask task = account.completed("j", "sends");

        assertThat(task.executionInfo().failureInfo()).isNull();
        assertThat(storage.blobs.subMap("sends/", "sends0").keySet())
                .containsExactly(
                        "sends/o/logs/stderr.txt",
                        "sends/o/logs/stdout.txt",
                        "sends/o/pics/1.png",
                        "sends/o/pics/a/b/2.png",
                        "sends/o/renamed.json");
        assertThat(storage.text("sends/o/logs/stdout.txt")).isEqualTo("log\n");
        assertThat(storage.md5.get("sends/o/renamed.json"))
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("MD5").digest("4\n".getBytes(StandardCharsets.UTF_8))));
        assertThat(account.file("j", "sends", "fileuploadout.txt")).contains("o/pics/1.png");
    }

    @Test
    void a_failed_upload_fails_a_task_that_succeeded() throws Exception {
        TaskAddParameter task = aTask("unsent", "/bin/sh -c 'echo 1 > r'")
                .withOutputFiles(List.of(output("r", "r", OutputFileUploadCondition.TASK_COMPLETION)));
        task.outputFiles().get(0).destination().container().withContainerUrl(storage.container("missing"));
        account.run("j", task);

        CloudTask ended = account.completed("j", "unsent");

        assertThat(ended.executionInfo().exitCode()).isZero();
        assertThat(ended.executionInfo().failureInfo().code()).isEqualTo("FileUploadContainerNotFound");
    }

    @Test
    void a_pattern_that_leads_out_of_the_tasks_directory_is_refused() throws Exception {
        account.run(
                "j",
                aTask("spy", "true")
                        .withOutputFiles(
                                List.of(output("../../../../*/**", "spy", OutputFileUploadCondition.TASK_COMPLETION))));

        assertThat(account.completed("j", "spy").executionInfo().failureInfo().code())
                .isEqualTo("FileUploadMiscError");
    }

    @Test
    void storage_that_is_busy_is_asked_again() throws Exception {
        storage.put("busy/a", "patience");
        storage.failuresLeft.set(3);
        account.run(
                "j",
                aTask("busy", "cat a")
                        .withResourceFiles(List.of(new ResourceFile()
                                .withHttpUrl(storage.address("busy", "a"))
                                .withFilePath("a"))));

        assertThat(account.completed("j", "busy").executionInfo().exitCode()).isZero();
        assertThat(account.file("j", "busy", "stdout.txt")).isEqualTo("patience");
    }

    private static ResourceFile file(String encodedBlob, String path) {
        return new ResourceFile()
                .withHttpUrl(storage.address("in", encodedBlob))
                .withFilePath(path);
    }

    private static OutputFile output(String pattern, String path, OutputFileUploadCondition condition) {
        return new OutputFile()
                .withFilePattern(pattern)
                .withDestination(new OutputFileDestination()
                        .withContainer(new OutputFileBlobContainerDestination()
                                .withContainerUrl(storage.container("sends"))
                                .withPath(path)))
                .withUploadOptions(new OutputFileUploadOptions().withUploadCondition(condition));
    }
}
