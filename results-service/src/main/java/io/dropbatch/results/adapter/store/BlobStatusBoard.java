package io.dropbatch.results.adapter.store;

import io.dropbatch.codec.Json;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.app.port.StatusBoard;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.Blobs;
import java.util.Optional;

/** {@code _status.json} in the inbox. */
public final class BlobStatusBoard implements StatusBoard {

    private static final String TYPE = "application/json";

    private final Blobs inbox;

    public BlobStatusBoard(Blobs inbox) {
        this.inbox = inbox;
    }

    @Override
    public Optional<Posted> read(Trigger trigger) {
        return inbox.read(InboxLayout.status(trigger)).map(blob -> posted(trigger, blob));
    }

    @Override
    public Optional<Posted> post(Trigger trigger, DropStatus status) {
        return inbox.writeIfAbsent(InboxLayout.status(trigger), Json.writePretty(status), TYPE)
                .map(etag -> new Posted(status, etag));
    }

    @Override
    public Optional<Posted> replace(Trigger trigger, Posted posted, DropStatus next) {
        return inbox.writeIfUnchanged(InboxLayout.status(trigger), Json.writePretty(next), TYPE, posted.version())
                .map(etag -> new Posted(next, etag));
    }

    /** Users can write to the inbox: what is not a status counts as one that anything may replace. */
    private static Posted posted(Trigger trigger, BlobContent blob) {
        try {
            return new Posted(
                    Json.read(blob.bytes(), DropStatus.class), blob.facts().etag());
        } catch (UnreadableException e) {
            return new Posted(Nothing.before(trigger), blob.facts().etag());
        }
    }
}
