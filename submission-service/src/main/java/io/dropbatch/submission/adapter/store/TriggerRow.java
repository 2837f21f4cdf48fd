package io.dropbatch.submission.adapter.store;

import io.dropbatch.planning.drop.SeenBlob;
import java.time.Instant;

/** A known trigger as a row of the table. */
public record TriggerRow(String path, long bytes, String etag, String md5, Instant modifiedAt) {

    static TriggerRow of(SeenBlob blob) {
        return new TriggerRow(blob.path(), blob.bytes(), blob.etag(), blob.md5(), blob.modifiedAt());
    }

    SeenBlob toBlob() {
        return new SeenBlob(path, bytes, etag, md5, modifiedAt);
    }
}
