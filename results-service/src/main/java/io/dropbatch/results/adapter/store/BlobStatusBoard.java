package io.dropbatch.results.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.layout.InboxLayout;
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
    public Optional<Posted> read(DropTrigger trigger) {
        return inbox.read(InboxLayout.status(trigger)).map(blob -> posted(trigger, blob));
    }

    @Override
    public Optional<Posted> post(DropTrigger trigger, DropStatus status) {
        return inbox.writeIfAbsent(InboxLayout.status(trigger), ModelJson.writePretty(status), TYPE)
                .map(etag -> new Posted(status, etag));
    }

    @Override
    public Optional<Posted> replace(DropTrigger trigger, Posted posted, DropStatus next) {
        return inbox.writeIfUnchanged(InboxLayout.status(trigger), ModelJson.writePretty(next), TYPE, posted.version())
                .map(etag -> new Posted(next, etag));
    }

    /** Users can write to the inbox: unreadable content counts as a status that any other may replace. */
    private static Posted posted(DropTrigger trigger, BlobContent blob) {
        try {
            return new Posted(
                    ModelJson.read(blob.bytes(), DropStatus.class), blob.facts().etag());
        } catch (UnreadableException e) {
            return new Posted(UnreadableStatus.before(trigger), blob.facts().etag());
        }
    }
}
