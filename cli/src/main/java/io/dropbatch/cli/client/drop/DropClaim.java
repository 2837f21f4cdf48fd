package io.dropbatch.cli.client.drop;

import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.StoreException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds an empty folder of the inbox for one upload. A blob that is created only if there is none decides between two
 * uploads at once.
 */
public final class DropClaim implements AutoCloseable {

    private static final String FILE = InboxLayout.STATUS_PREFIX + "-upload.json";

    private final BlobStore inbox;
    private final String prefix;

    private DropClaim(BlobStore inbox, String prefix) {
        this.inbox = inbox;
        this.prefix = prefix;
    }

    /**
     * Takes the folder; empty when there is something in it, or somebody else is uploading to it.
     *
     * @param prefix of the folder, with a slash at its end
     */
    public static Optional<DropClaim> take(BlobStore inbox, String prefix) {
        if (inbox.writeIfAbsent(prefix + FILE, new byte[0], "application/json").isEmpty()) {
            return Optional.empty();
        }
        DropClaim claim = new DropClaim(inbox, prefix);
        if (claim.isAlone()) {
            return Optional.of(claim);
        }
        claim.close();
        return Optional.empty();
    }

    /** {@code <workload>/<drop>/}, with a slash at its end. */
    public String prefix() {
        return prefix;
    }

    private boolean isAlone() {
        try (Stream<BlobDetails> blobs = inbox.list(prefix)) {
            return blobs.allMatch(blob -> blob.path().equals(prefix + FILE));
        }
    }

    /** From now on what was uploaded holds the folder. */
    @Override
    public void close() {
        try {
            inbox.delete(prefix + FILE);
        } catch (StoreException e) {
            // It stays and keeps the folder taken, which it is.
        }
    }
}
