package io.dropbatch.results.adapter.store;

import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the versions of inputs from the inbox container. */
public final class BlobCurrentInputs implements CurrentInputs {

    private final BlobStore inbox;

    public BlobCurrentInputs(BlobStore inbox) {
        this.inbox = inbox;
    }

    @Override
    public Stream<Version> list(String prefix) {
        return inbox.list(prefix).map(blob -> new Version(blob.path(), blob.etag(), blob.lastModified()));
    }

    @Override
    public Optional<String> etag(String path) {
        return inbox.facts(path).map(BlobDetails::etag);
    }
}
