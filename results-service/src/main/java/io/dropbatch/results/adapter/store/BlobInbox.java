package io.dropbatch.results.adapter.store;

import io.dropbatch.results.app.port.Inbox;
import io.dropbatch.store.BlobFacts;
import io.dropbatch.store.Blobs;
import java.util.Optional;
import java.util.stream.Stream;

/** The inbox container. */
public final class BlobInbox implements Inbox {

    private final Blobs inbox;

    public BlobInbox(Blobs inbox) {
        this.inbox = inbox;
    }

    @Override
    public Stream<Version> list(String prefix) {
        return inbox.list(prefix).map(blob -> new Version(blob.path(), blob.etag()));
    }

    @Override
    public Optional<String> etag(String path) {
        return inbox.facts(path).map(BlobFacts::etag);
    }
}
