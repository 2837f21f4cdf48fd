package io.dropbatch.store;

import java.time.Clock;
import org.junit.jupiter.api.Nested;

class InMemoryTest {

    @Nested
    class BlobsInMemory extends BlobsContract {

        private final Blobs blobs = new InMemoryBlobs("inbox", Clock.systemUTC());

        @Override
        Blobs blobs() {
            return blobs;
        }
    }

    @Nested
    class RowsInMemory extends RowsContract {

        private final Rows<Note> rows = new InMemoryRows<>();

        @Override
        Rows<Note> rows() {
            return rows;
        }
    }
}
