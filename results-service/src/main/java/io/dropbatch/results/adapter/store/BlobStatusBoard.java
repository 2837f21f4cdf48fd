package io.dropbatch.results.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.app.port.StatusBoard;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobStore;
import java.util.Optional;

/** Keeps {@code _status.json} in the inbox. */
public final class BlobStatusBoard implements StatusBoard {

    private static final String TYPE = "application/json";

    private final BlobStore inbox;

    public BlobStatusBoard(BlobStore inbox) {
        this.inbox = inbox;
    }

    @Override
    public Optional<Posted> read(String path) {
        return inbox.read(path).map(blob -> posted(path, blob));
    }

    @Override
    public Optional<Posted> post(String path, DropStatus status) {
        return inbox.writeIfAbsent(path, ModelJson.writePretty(status), TYPE).map(etag -> new Posted(status, etag));
    }

    @Override
    public Optional<Posted> replace(String path, Posted posted, DropStatus next) {
        return inbox.writeIfUnchanged(path, ModelJson.writePretty(next), TYPE, posted.version())
                .map(etag -> new Posted(next, etag));
    }

    /** Users can write to the inbox: unreadable content counts as a status that any other may replace. */
    private static Posted posted(String path, BlobContent blob) {
        try {
            return new Posted(
                    ModelJson.read(blob.bytes(), DropStatus.class), blob.facts().etag());
        } catch (UnreadableException e) {
            return new Posted(UnreadableStatus.at(path), blob.facts().etag());
        }
    }
}
