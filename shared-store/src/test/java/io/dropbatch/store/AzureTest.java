package io.dropbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Azure adapters of both ports, with the unmodified SDKs. */
class AzureTest {

    @TempDir
    static Path folder;

    static StorageServer server;
    static StorageAccount account;

    @BeforeAll
    static void start() {
        server = StorageServer.start(StorageOptions.in(folder));
        account = StorageAccount.connect(server.connectionString(), null, null);
        account.blobClient().createBlobContainer("inbox");
    }

    @AfterAll
    static void stop() {
        server.close();
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
