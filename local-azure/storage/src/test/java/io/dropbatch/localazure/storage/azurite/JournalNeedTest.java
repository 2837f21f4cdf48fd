package io.dropbatch.localazure.storage.azurite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.dropbatch.localazure.storage.StorageProcess;
import io.dropbatch.localazure.testtools.NeededTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fails when Azurite no longer needs the journal; then the patch can go. */
class JournalNeedTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Process storage;

    @BeforeAll
    static void node() {
        NeededTools.require("node", "npm");
    }

    @AfterEach
    void stop() throws Exception {
        storage.getOutputStream().close();
        assertThat(storage.waitFor()).isZero();
    }

    @Test
    void writes_all_metadata_for_one_more_blob_when_the_journal_is_off() throws Exception {
        BlobContainerClient inbox = start(Map.of("LOCAL_AZURE_JOURNAL", "off"));
        Path metadata = folder.resolve("azurite/blobs.json");
        inbox.getBlobClient("first").upload(BinaryData.fromString("1"));
        await("the first blob in the metadata").atMost(LIMIT).until(() -> holds(metadata, "first"));
        Object before = file(metadata);

        inbox.getBlobClient("second").upload(BinaryData.fromString("2"));

        await("the second blob in the metadata").atMost(LIMIT).until(() -> holds(metadata, "second"));
        assertThat(file(metadata)).as("the file of all metadata").isNotEqualTo(before);
        assertThat(holds(metadata, "first")).isTrue();
        assertThat(folder.resolve("azurite/blobs.json.changes")).doesNotExist();
    }

    private BlobContainerClient start(Map<String, String> environment) throws IOException {
        storage = StorageProcess.start(folder, environment);
        String connectionString = storage.inputReader().readLine().split(" ", -1)[0];
        return new BlobServiceClientBuilder()
                .connectionString(connectionString)
                .buildClient()
                .getBlobContainerClient("inbox");
    }

    private static boolean holds(Path metadata, String blob) throws IOException {
        return Files.readString(metadata).contains("\"name\":\"" + blob + "\"");
    }

    /** What tells a file from another one of the same name. */
    private static Object file(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
