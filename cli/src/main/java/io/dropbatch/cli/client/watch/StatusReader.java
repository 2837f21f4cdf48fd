package io.dropbatch.cli.client.watch;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.store.BlobStore;
import java.util.Optional;

/** Reads the status that results-service keeps beside a trigger. */
public final class StatusReader {

    private final BlobStore inbox;

    public StatusReader(BlobStore inbox) {
        this.inbox = inbox;
    }

    /** The status of this very upload of the trigger; empty until there is one. */
    public Optional<DropStatus> read(DropTrigger trigger) {
        // As texts: the first comparison of two records takes the JVM some 15 ms.
        String submission = trigger.submission().value();
        return inbox.read(InboxLayout.status(trigger))
                .flatMap(blob -> parse(blob.bytes()))
                .filter(status -> status.submission().value().equals(submission));
    }

    /** The status of whatever was dropped last in a folder of the inbox, such as {@code monte-carlo/today}. */
    public Optional<DropStatus> readFolder(String folder) {
        return inbox.read(folder + "/" + InboxLayout.STATUS_PREFIX + ".json").flatMap(blob -> parse(blob.bytes()));
    }

    private static Optional<DropStatus> parse(byte[] json) {
        try {
            return Optional.of(ModelJson.read(json, DropStatus.class));
        } catch (UnreadableException e) {
            throw new CliException("the status beside the trigger is not readable: " + e.getMessage(), e);
        }
    }
}
