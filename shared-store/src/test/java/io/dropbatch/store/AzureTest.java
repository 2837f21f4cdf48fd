package io.dropbatch.store;

import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
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
