package io.dropbatch.cli.client.watch;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import java.time.Instant;
import java.util.Optional;

/** Reads the status that results-service keeps beside a trigger. */
public final class StatusReader {

    private final BlobStore inbox;

    public StatusReader(BlobStore inbox) {
        this.inbox = inbox;
    }

    /**
     * The status of this very upload of the trigger; empty until there is one.
     *
     * @throws CliException when the folder has been used again since: its status tells of the later drop for good
     */
    public Optional<DropStatus> read(DropTrigger trigger) {
        // As texts: the first comparison of two records takes the JVM some 15 ms.
        String submission = trigger.submission().value();
        Optional<DropStatus> status = inbox.read(InboxLayout.status(trigger)).flatMap(blob -> parse(blob.bytes()));
        boolean own = status.filter(seen -> seen.submission().value().equals(submission))
                .isPresent();
        if (status.isPresent() && !own) {
            refuseLater(trigger, status.get());
            return Optional.empty();
        }
        return status;
    }

    private void refuseLater(DropTrigger trigger, DropStatus other) {
        Instant uploaded =
                inbox.facts(trigger.path()).map(BlobDetails::lastModified).orElse(trigger.uploadedAt());
        if (other.triggerUploadedAt().isAfter(uploaded)) {
            throw new CliException("somebody dropped into " + trigger.prefix() + " again: its status now tells of "
                    + other.submission() + ". './dropbatch download " + trigger.submission()
                    + "' fetches the results of this one when they are there");
        }
    }

    /** The status of whatever was dropped last in a folder of the inbox, such as {@code monte-carlo/today}. */
    public Optional<DropStatus> readFolder(String folder) {
        return inbox.read(folder + "/" + InboxLayout.STATUS_PREFIX + ".json").flatMap(blob -> parse(blob.bytes()));
    }

    /** The status of whatever was uploaded last under the name of a file that is a drop by itself. */
    public Optional<DropStatus> readFile(DropTrigger file) {
        return inbox.read(InboxLayout.status(file)).flatMap(blob -> parse(blob.bytes()));
    }

    private static Optional<DropStatus> parse(byte[] json) {
        try {
            return Optional.of(ModelJson.read(json, DropStatus.class));
        } catch (UnreadableException e) {
            throw new CliException("the status beside the trigger is not readable: " + e.getMessage(), e);
        }
    }
}
