package io.dropbatch.submission.app;

import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.Ledger;
import io.dropbatch.submission.domain.SeenBlob;
import java.util.Optional;

/** Reacts to a blob that was written into the inbox. */
public final class NoteArrival {

    private final Inbox inbox;
    private final Ledger ledger;
    private final AcceptDrop acceptDrop;
    private final WaitingDrops waitingDrops;

    NoteArrival(Inbox inbox, Ledger ledger, AcceptDrop acceptDrop, WaitingDrops waitingDrops) {
        this.inbox = inbox;
        this.ledger = ledger;
        this.acceptDrop = acceptDrop;
        this.waitingDrops = waitingDrops;
    }

    /** @param etag of the version that the event tells of, which need not be the latest */
    public Reaction arrived(String container, String path, String etag) {
        if (!container.equals(inbox.container()) || InboxLayout.isStatus(path)) {
            return Reaction.none();
        }
        Reaction reaction = Trigger.kindOf(path).isPresent() ? trigger(path, etag) : Reaction.none();
        return reaction.and(waitingDrops.arrived(path).map(acceptDrop::lookNow).orElseGet(Reaction::none));
    }

    private Reaction trigger(String path, String etag) {
        Optional<SeenBlob> now = inbox.find(path);
        if (now.isEmpty()) {
            return Reaction.none(); // deleted meanwhile
        }
        SeenBlob trigger = version(now.get(), etag);
        Reaction reaction = acceptDrop.accept(trigger);
        ledger.rememberTrigger(trigger);
        return reaction;
    }

    /**
     * The event's version when it is the latest, or when only metadata has changed since it was decided about; otherwise
     * the latest, whose own event is on its way or was lost.
     */
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
