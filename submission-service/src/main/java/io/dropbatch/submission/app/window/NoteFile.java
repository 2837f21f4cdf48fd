package io.dropbatch.submission.app.window;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.retry.LastingFailureException;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.Inbox;
import java.time.Clock;
import java.util.Optional;

/** Reacts to a blob in the folder of a workload that starts on each file. */
public final class NoteFile {

    private final Inbox inbox;
    private final DropDecisionStore ledger;
    private final EachFileWorkloads workloads;
    private final JoinWindow joinWindow;
    private final Clock clock;

    public NoteFile(
            Inbox inbox, DropDecisionStore ledger, EachFileWorkloads workloads, JoinWindow joinWindow, Clock clock) {
        this.inbox = inbox;
        this.ledger = ledger;
        this.workloads = workloads;
        this.joinWindow = joinWindow;
        this.clock = clock;
    }

    /** Whether the blob lies in the folder of a workload that starts on each file. */
    public boolean concerns(String container, String path) {
        int slash = path.indexOf('/');
        boolean counts = container.equals(inbox.container()) && slash > 0 && !InboxLayout.isStatus(path);
        return counts && workloads.isEachFile(path.substring(0, slash));
    }

    /** @param etag of the version that the event names, which need not be the latest */
    public HandlerResult arrived(String path, String etag) {
        Optional<SeenBlob> now;
        try {
            now = inbox.find(path);
        } catch (LastingFailureException e) {
            return joinWindow.refuse(new SeenBlob(path, 0, etag, "", clock.instant()), e);
        }
        if (now.isEmpty()) {
            return HandlerResult.none(); // deleted meanwhile
        }
        SeenBlob blob = version(now.get(), etag);
        HandlerResult result = joinWindow.arrived(blob);
        ledger.rememberTrigger(blob);
        return result;
    }

    /** An older version than the latest is gone; unless only metadata has changed since, the latest is processed. */
    private SeenBlob version(SeenBlob now, String etag) {
        if (now.etag().equals(etag)) {
            return now;
        }
        return ledger.knownTrigger(now.path())
                .filter(known -> known.sameContentAs(now))
                .filter(known -> known.etag().equals(etag))
                .orElse(now);
    }
}
