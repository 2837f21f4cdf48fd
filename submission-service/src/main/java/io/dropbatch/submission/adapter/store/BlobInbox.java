package io.dropbatch.submission.adapter.store;

import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.domain.SeenBlob;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The inbox as a container of blobs. */
public final class BlobInbox implements Inbox {

    private final BlobStore blobs;

    public BlobInbox(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public String container() {
        return blobs.container();
    }

    @Override
    public Optional<SeenBlob> find(String path) {
        return blobs.facts(path).map(BlobInbox::seen);
    }

    @Override
    public Optional<InputStream> open(String path) {
        return blobs.open(path);
    }

    @Override
    public Stream<SeenBlob> list(String prefix) {
        return blobs.list(prefix).map(BlobInbox::seen);
    }

    @Override
    public List<String> folders(String prefix) {
        return blobs.folders(prefix);
    }

    static SeenBlob seen(BlobDetails facts) {
        return new SeenBlob(facts.path(), facts.bytes(), facts.etag(), facts.md5(), facts.lastModified());
    }
}
