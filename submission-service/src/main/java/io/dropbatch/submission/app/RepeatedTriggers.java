package io.dropbatch.submission.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.domain.Submission;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Recognises a trigger that was written twice: tools create a file and write it a second time, and clients send a
 * request again whose answer was lost. A trigger that is uploaded again later, or after something in the drop has
 * changed, is a new one.
 */
final class RepeatedTriggers {

    /** Storage tells times in whole seconds: this is less than two seconds. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** As long as clients try to get an answer. */
    private static final Duration WHILE_IN_WORK = Duration.ofMinutes(1);

    private final Inbox inbox;
    private final DropDecisionStore ledger;

    RepeatedTriggers(Inbox inbox, DropDecisionStore ledger) {
        this.inbox = inbox;
        this.ledger = ledger;
    }

    /** The version of the same trigger whose submission this one belongs to; usually itself. */
    SeenBlob first(SeenBlob blob) {
        return ledger.knownTrigger(blob.path())
                .filter(known -> !known.etag().equals(blob.etag()))
                .filter(known -> means(blob, known))
                .filter(known -> goesOn(known, blob))
                .orElse(blob);
    }

    /** What a marker contains means nothing. */
    private boolean means(SeenBlob blob, SeenBlob known) {
        boolean marker = DropTrigger.kindOf(blob.path())
                .filter(kind -> !kind.isManifest())
                .isPresent();
        return marker || known.sameContentAs(blob);
    }

    private boolean goesOn(SeenBlob known, SeenBlob blob) {
        DropTrigger trigger = known.asTrigger(inbox.container());
        return ledger.find(trigger.submission())
                .map(DropDecisionStore.Entry::submission)
                .filter(submission -> switch (submission) {
                    case Submission.Waiting waiting -> true;
                    case Submission.Accepted accepted -> isSoon(trigger, known, blob) && isUnchanged(trigger, known);
                    case Submission.Rejected rejected -> false;
                })
                .isPresent();
    }

    private boolean isSoon(DropTrigger trigger, SeenBlob known, SeenBlob blob) {
        Duration between = Duration.between(known.modifiedAt(), blob.modifiedAt());
        return between.compareTo(AT_ONCE) <= 0 || (between.compareTo(WHILE_IN_WORK) <= 0 && !inbox.hasEnded(trigger));
    }

    /** Whether nothing was uploaded to the drop since. */
    private boolean isUnchanged(DropTrigger trigger, SeenBlob known) {
        try (Stream<SeenBlob> files = inbox.list(trigger.prefix())) {
            return files.filter(file -> !InboxLayout.isOwn(file.path()))
                    .filter(file -> !file.path().equals(trigger.path()))
                    .noneMatch(file -> file.modifiedAt().isAfter(known.modifiedAt()));
        }
    }
}
