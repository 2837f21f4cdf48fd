package io.dropbatch.submission.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import io.dropbatch.submission.app.port.Inbox;
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
    public List<SeenBlob> firstIn(String folder, int most) {
        return blobs.firstIn(folder, most).stream().map(BlobInbox::seen).toList();
    }

    @Override
    public boolean hasEnded(DropTrigger trigger) {
        return blobs.read(InboxLayout.status(trigger))
                .flatMap(BlobInbox::status)
                .filter(status -> status.submission().equals(trigger.submission()))
                .filter(status -> status.state().isFinal())
                .isPresent();
    }

    /** Users can write to the inbox: what is no status says nothing. */
    private static Optional<DropStatus> status(BlobContent blob) {
        try {
            return Optional.of(ModelJson.read(blob.bytes(), DropStatus.class));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> folders(String prefix) {
        return blobs.folders(prefix);
    }

    static SeenBlob seen(BlobDetails facts) {
        return new SeenBlob(
                facts.path(), facts.bytes(), facts.etag(), facts.md5(), facts.lastModified(), nature(facts));
    }

    private static SeenBlob.Nature nature(BlobDetails facts) {
        return switch (facts.nature()) {
            case FILE -> SeenBlob.Nature.FILE;
            case ARCHIVED -> SeenBlob.Nature.ARCHIVED;
            case FOLDER -> SeenBlob.Nature.FOLDER;
        };
    }
}
