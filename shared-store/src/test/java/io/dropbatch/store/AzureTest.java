package io.dropbatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.model.retry.LastingFailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Azure adapters of both ports, with the unmodified SDKs: on Local Azure, or on the storage account, empty but for what
 * these tests made before, whose connection string is in {@code DROPBATCH_CONTRACT_STORAGE}.
 */
class AzureTest {

    @TempDir
    static Path folder;

    static @Nullable StorageServer server;
    static StorageAccount account;

    @BeforeAll
    static void start() {
        String real = System.getenv("DROPBATCH_CONTRACT_STORAGE");
        server = real == null ? StorageServer.start(StorageOptions.in(folder)) : null;
        account = StorageAccount.connect(server == null ? real : server.connectionString(), null, null);
        account.blobClient().createBlobContainerIfNotExists("inbox");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void what_is_stored_compressed_is_read_as_it_is_stored() throws IOException {
        byte[] gzip = HexFormat.of().parseHex("1f8b08000000000000ff4be40200073a5b8902000000");
        for (byte[] content : List.of(gzip, "no gzip at all".getBytes(StandardCharsets.UTF_8))) {
            account.blobClient()
                    .getBlobContainerClient("inbox")
                    .getBlobClient("encoded")
                    .uploadWithResponse(
                            new BlobParallelUploadOptions(BinaryData.fromBytes(content))
                                    .setHeaders(new BlobHttpHeaders().setContentEncoding("gzip")),
                            null,
                            null);
            BlobStore blobs = account.blobs("inbox");

            assertThat(blobs.read("encoded").orElseThrow().bytes()).isEqualTo(content);
            assertThat(blobs.facts("encoded").orElseThrow().bytes()).isEqualTo(content.length);
            try (InputStream whole = blobs.open("encoded").orElseThrow();
                    InputStream part = blobs.open("encoded", 2, 5).orElseThrow()) {
                assertThat(whole.readAllBytes()).isEqualTo(content);
                assertThat(part.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 2, 7));
            }
        }
    }

    @Test
    void a_long_stream_is_uploaded_in_blocks_in_their_order_each_of_them_once() throws IOException {
        byte[] content = new byte[(70 << 20) + 5];
        new Random(2026).nextBytes(content);
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        try {
            account.blobs("inbox").stream(
                    "long", "video/mp4", out -> new ByteArrayInputStream(content).transferTo(out));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertThat(uncaught).isEmpty();
        BlobClient blob = account.blobClient().getBlobContainerClient("inbox").getBlobClient("long");
        List<Long> blocks = new ArrayList<>(Collections.nCopies(17, 4L << 20));
        blocks.add((2L << 20) + 5);
        assertThat(blob.getBlockBlobClient().listBlocks(BlockListType.ALL).getCommittedBlocks())
                .extracting(Block::getSizeLong)
                .isEqualTo(blocks);
        assertThat(blob.getProperties().getContentType()).isEqualTo("video/mp4");
        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
    }

    @Test
    void says_of_what_lies_in_the_archive_that_it_cannot_be_read_and_what_to_do() {
        account.blobClient()
                .getBlobContainerClient("inbox")
                .getBlobClient("cold")
                .uploadWithResponse(
                        new BlobParallelUploadOptions(BinaryData.fromString("x")).setTier(AccessTier.ARCHIVE),
                        null,
                        null);
        BlobStore blobs = account.blobs("inbox");

        assertThat(blobs.facts("cold").orElseThrow().nature()).isEqualTo(BlobNature.ARCHIVED);
        assertThat(blobs.list("cold")).extracting(BlobDetails::nature).containsExactly(BlobNature.ARCHIVED);
        assertThatThrownBy(() -> blobs.read("cold"))
                .isInstanceOf(LastingFailureException.class)
                .hasMessageContaining("inbox/cold")
                .hasMessageContaining("set its tier to Hot or Cool");
    }

    @Test
    void says_of_a_listing_without_the_right_to_list_that_it_lasts_although_its_pages_come_while_it_is_read() {
        BlobContainerClient inbox = account.blobClient().getBlobContainerClient("inbox");
        String onlyRead = inbox.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1),
                new BlobContainerSasPermission().setReadPermission(true)));
        BlobStore blobs = new AzureBlobStore(new BlobContainerClientBuilder()
                .endpoint(inbox.getBlobContainerUrl())
                .sasToken(onlyRead)
                .buildClient());

        assertThatThrownBy(() -> blobs.list("a/").count())
                .isInstanceOf(LastingFailureException.class)
                .hasMessageContaining("could not list inbox/a/: 403")
                .hasMessageContaining("Storage Blob Data Contributor");
    }

    @Test
    void a_blob_that_a_storage_tool_marks_as_a_folder_is_no_file() {
        account.blobClient()
                .getBlobContainerClient("inbox")
                .getBlobClient("marked/sub")
                .uploadWithResponse(
                        new BlobParallelUploadOptions(BinaryData.fromString(""))
                                .setMetadata(Map.of("hdi_isfolder", "true")),
                        null,
                        null);
        BlobStore blobs = account.blobs("inbox");

        assertThat(blobs.list("marked/")).isEmpty();
        assertThat(blobs.firstIn("marked/", 9)).isEmpty();
        assertThat(blobs.facts("marked/sub").orElseThrow().nature()).isEqualTo(BlobNature.FOLDER);
    }

    @Test
    void a_container_that_is_missing_is_told_and_does_not_look_empty() {
        BlobStore blobs = account.blobs("nowhere");
        List<ThrowingCallable> calls = List.of(
                () -> blobs.facts("a"),
                () -> blobs.read("a"),
                () -> blobs.open("a"),
                () -> blobs.write("a", new byte[1], "text/plain"),
                () -> blobs.writeIfAbsent("a", new byte[1], "text/plain"),
                () -> blobs.writeIfUnchanged("a", new byte[1], "text/plain", "0x1"),
                () -> blobs.list("a").count(),
                () -> blobs.firstIn("a/", 9),
                () -> blobs.folders(""),
                () -> blobs.delete("a"));

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("nowhere/")
                        .hasMessageEndingWith(
                                "404 ContainerNotFound. There is no such container: create it, or name the one to"
                                        + " use."));
        assertThat(account.lacks("nowhere")).isTrue();
        assertThat(account.lacks("inbox")).isFalse();
    }

    @Nested
    class BlobsOnAzure extends BlobStoreContract {

        @Override
        BlobStore blobs() {
            return account.blobs("inbox");
        }
    }

    @Nested
    class RowsOnAzure extends RowStoreContract {

        @Override
        RowStore<Note> rows() {
            return account.rows("notes", Note.class);
        }
    }
}
