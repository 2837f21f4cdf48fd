package io.dropbatch.store;

import java.time.Clock;
import org.junit.jupiter.api.Nested;

class InMemoryTest {

    @Nested
    class BlobsInMemory extends BlobStoreContract {

        private final BlobStore blobs = new InMemoryBlobStore("inbox", Clock.systemUTC());

        @Override
        BlobStore blobs() {
            return blobs;
        }
    }

    @Nested
    class RowsInMemory extends RowStoreContract {

        private final RowStore<Note> rows = new InMemoryRowStore<>();

        @Override
        RowStore<Note> rows() {
            return rows;
        }
    }
}
