package io.dropbatch.submission.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.layout.DropMarker;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.lock.StripedLock;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.retry.LastingFailureException;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.Inbox;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reacts to a blob that was written into the inbox. */
public final class NoteArrival {

    private final Inbox inbox;
    private final DropDecisionStore ledger;
    private final AcceptDrop acceptDrop;
    private final WaitingDrops waitingDrops;
    private final AdviseOwner adviseOwner;
    private final RepeatedTriggers repeatedTriggers;
    private final StripedLock locks = new StripedLock();

    NoteArrival(
            Inbox inbox,
            DropDecisionStore ledger,
            AcceptDrop acceptDrop,
            WaitingDrops waitingDrops,
            AdviseOwner adviseOwner) {
        this.inbox = inbox;
        this.ledger = ledger;
        this.acceptDrop = acceptDrop;
        this.waitingDrops = waitingDrops;
        this.adviseOwner = adviseOwner;
        this.repeatedTriggers = new RepeatedTriggers(inbox, ledger);
    }

    /** @param etag of the version that the event names, which need not be the latest */
    public HandlerResult arrived(String container, String path, String etag) {
        if (!container.equals(inbox.container()) || InboxLayout.isStatus(path)) {
            return HandlerResult.none();
        }
        if (DropMarker.of(path).isPresent()) {
            return marked(path);
        }
        HandlerResult result = DropTrigger.kindOf(path).isPresent() ? trigger(path, etag) : perhapsTrigger(path);
        return result.and(waitingDrops.arrived(path).map(acceptDrop::lookNow).orElseGet(HandlerResult::none));
    }

    /** A marker counts for what was dropped before it: it may stay where it is when the trigger is uploaded again. */
    HandlerResult marked(String path) {
        Optional<DropMarker> wish = DropMarker.of(path);
        Optional<SeenBlob> marker = inbox.find(path);
        if (wish.isEmpty() || marker.isEmpty()) {
            return HandlerResult.none(); // deleted meanwhile
        }
        HandlerResult result = HandlerResult.none();
        for (SeenBlob trigger : triggersIn(path.substring(0, path.lastIndexOf('/') + 1))) {
            if (!trigger.modifiedAt().isAfter(marker.get().modifiedAt())) {
                result = result.and(trigger(trigger.path(), trigger.etag()))
                        .and(marked(trigger, wish.get(), marker.get()));
            }
        }
        return result;
    }

    private HandlerResult marked(SeenBlob trigger, DropMarker wish, SeenBlob marker) {
        return ledger.knownTrigger(trigger.path())
                .map(known -> marked(known.asTrigger(inbox.container()), wish, marker))
                .orElse(HandlerResult.none());
    }

    private HandlerResult marked(DropTrigger trigger, DropMarker wish, SeenBlob marker) {
        String by = marker.file() + " in the inbox";
        UserRequest request = new UserRequest(by, UserRequest.Route.MARKER, marker.modifiedAt());
        return switch (wish) {
            case CANCEL ->
                acceptDrop.cancel(trigger, new CancelRequest(by, CancelRequest.Route.MARKER, marker.modifiedAt()));
            case RETRY ->
                HandlerResult.announce(
                        new RetryRequested(trigger.submission(), trigger.folder(), trigger, request, null));
            case PAUSE ->
                HandlerResult.announce(new PauseRequested(trigger.submission(), trigger.folder(), trigger, request));
            case RESUME ->
                HandlerResult.announce(new ResumeRequested(trigger.submission(), trigger.folder(), trigger, request));
        };
    }

    /** Those of the usual names; only if there is none, those of other spellings that have started something. */
    private List<SeenBlob> triggersIn(String drop) {
        List<SeenBlob> usual = Arrays.stream(DropTrigger.Kind.values())
                .flatMap(kind -> inbox.find(drop + kind.file()).stream())
                .toList();
        if (!usual.isEmpty()) {
            return usual;
        }
        String folder = drop.substring(0, drop.indexOf('/'));
        return ledger.knownTriggers(folder, path -> path.startsWith(drop)).stream()
                .flatMap(trigger -> inbox.find(trigger.path()).stream())
                .toList();
    }

    private HandlerResult trigger(String path, String etag) {
        Optional<SeenBlob> now;
        try {
            now = inbox.find(path);
        } catch (LastingFailureException e) {
            return acceptDrop.refuse(path, etag, e);
        }
        if (now.isEmpty()) {
            return HandlerResult.none(); // deleted meanwhile
        }
        if (now.get().isFolder()) {
            return adviseOwner.advise(now.get());
        }
        return locks.with(path, () -> {
            SeenBlob trigger = repeatedTriggers.first(version(now.get(), etag));
            HandlerResult result = acceptDrop.accept(trigger);
            ledger.rememberTrigger(trigger);
            return result;
        });
    }

    private HandlerResult perhapsTrigger(String path) {
        return AdviseOwner.isCandidate(path)
                ? inbox.find(path).map(adviseOwner::advise).orElseGet(HandlerResult::none)
                : HandlerResult.none();
    }

    /**
     * Returns the event's version when it is the latest, or when only metadata has changed since its decision;
     * otherwise the latest version, whose own event is on its way or was lost.
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
