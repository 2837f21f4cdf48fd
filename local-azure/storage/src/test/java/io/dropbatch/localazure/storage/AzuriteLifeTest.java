package io.dropbatch.localazure.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.dropbatch.localazure.testtools.NeededTools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of Azurite and of the data when something dies. */
class AzuriteLifeTest {

    private static final int LARGE = 64 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @BeforeAll
    static void node() {
        NeededTools.require("node", "npm");
    }

    private StorageOptions options(BlobEventSink sink) {
        return StorageOptions.in(folder)
                .withTopology(StorageTopology.of(List.of("inbox"), List.of(StorageExtension.DROPS)))
                .withSink(sink);
    }

    @Test
    void keeps_everything_over_an_orderly_restart_and_sends_what_was_not_delivered() {
        RecordedEvents events = new RecordedEvents();
        events.refuse(true);
        try (StorageServer server = StorageServer.start(options(events))) {
            inbox(server.connectionString()).getBlobClient("a").upload(BinaryData.fromString("kept"));
        }
        events.refuse(false);

        try (StorageServer server = StorageServer.start(options(events))) {
            BlobContainerClient inbox = inbox(server.connectionString());
            inbox.getBlobClient("a").upload(BinaryData.fromString("newer"), true);
            assertThat(inbox.getBlobClient("a").downloadContent().toString()).isEqualTo("newer");
        }

        assertThat(events.about("a")).hasSize(2);
        assertThat(events.about("a").stream()
                        .map(event -> event.body().at("/data/sequencer").textValue()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void starts_azurite_again_when_it_dies() {
        try (StorageServer server = StorageServer.start(options(BlobEventSink.none()))) {
            long first = server.azuritePid();
            String tables = server.tableEndpoint().toString();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            inbox(server.connectionString()).getBlobClient("a").upload(BinaryData.fromString("x"));

            assertThat(server.azuritePid()).isNotEqualTo(first);
            assertThat(server.tableEndpoint()).hasToString(tables);
        }
    }

    @Test
    void keeps_what_is_older_than_a_moment_when_azurite_is_killed() throws Exception {
        try (StorageServer server = StorageServer.start(options(BlobEventSink.none()))) {
            BlobContainerClient inbox = inbox(server.connectionString());
            inbox.getBlobClient("kept").upload(BinaryData.fromString("kept"));
            inbox.getBlobClient("deleted").upload(BinaryData.fromString("deleted"));
            inbox.getBlobClient("deleted").delete();
            inbox.getBlobClient("last").upload(BinaryData.fromString("last"));
            Path changes = changesOfBlobs();
            await("the last blob to be written down").atMost(LIMIT).until(() -> says(changes, "\"name\":\"last\""));
            long first = server.azuritePid();

            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await("Azurite to be started again").atMost(LIMIT).until(() -> server.azuritePid() != first);

            assertThat(inbox.listBlobs().stream().map(BlobItem::getName)).containsExactly("kept", "last");
            assertThat(inbox.getBlobClient("last").downloadContent().toString()).isEqualTo("last");
        }
    }

    @Test
    void ends_azurite_in_order_when_its_parent_is_killed() throws Exception {
        Process parent = StorageProcess.start(folder, Map.of());
        String[] said = firstLine(parent).split(" ", -1);
        ProcessHandle azurite = ProcessHandle.of(Long.parseLong(said[1])).orElseThrow();
        inbox(said[0]).getBlobClient("precious").upload(BinaryData.fromString("kept"));

        parent.destroyForcibly().waitFor();

        await("Azurite to end").atMost(LIMIT).until(() -> !azurite.isAlive());
        try (StorageServer server = StorageServer.start(options(BlobEventSink.none()))) {
            assertThat(inbox(server.connectionString())
                            .getBlobClient("precious")
                            .downloadContent()
                            .toString())
                    .isEqualTo("kept");
        }
    }

    @Test
    void streams_a_blob_larger_than_its_memory_both_ways() throws Exception {
        Process process = StorageProcess.start(folder, Map.of(), "-Xmx32m", "-XX:MaxDirectMemorySize=16m");
        BlobContainerClient inbox = inbox(firstLine(process).split(" ", -1)[0]);
        byte[] content = new byte[LARGE];
        new Random(7).nextBytes(content);
        BlockBlobSimpleUploadOptions whole = new BlockBlobSimpleUploadOptions(new ByteArrayInputStream(content), LARGE);

        inbox.getBlobClient("large").getBlockBlobClient().uploadWithResponse(whole, null, null);
        MessageDigest received = MessageDigest.getInstance("SHA-256");
        inbox.getBlobClient("large").downloadStream(new DigestOutputStream(OutputStream.nullOutputStream(), received));

        assertThat(received.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
        process.getOutputStream().close();
        assertThat(process.waitFor()).isZero();
    }

    private static boolean says(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path changesOfBlobs() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("blobs.json.changes"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String firstLine(Process process) throws IOException {
        return process.inputReader().readLine();
    }

    private static BlobContainerClient inbox(String connectionString) {
        return StorageExtension.client(connectionString).getBlobContainerClient("inbox");
    }
}
