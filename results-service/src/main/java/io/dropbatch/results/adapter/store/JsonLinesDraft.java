package io.dropbatch.results.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.results.app.port.RecordDraft;
import io.dropbatch.store.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A blob that is being written, with one record in each line; it is invisible until it is committed. */
final class JsonLinesDraft<T> implements RecordDraft<T> {

    private static final String TYPE = "application/jsonl";

    private final BlobStore blobs;
    private final String path;
    private final SpooledContent spool = new SpooledContent();

    JsonLinesDraft(BlobStore blobs, String path) {
        this.blobs = blobs;
        this.path = path;
    }

    @Override
    public void add(T line) {
        try {
            spool.content().write(ModelJson.write(line));
            spool.content().write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void commit() {
        spool.upload(blobs, path, TYPE);
    }

    @Override
    public void close() {
        spool.close();
    }
}
