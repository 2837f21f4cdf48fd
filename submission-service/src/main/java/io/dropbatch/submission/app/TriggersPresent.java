package io.dropbatch.submission.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.submission.app.port.Inbox;
import java.util.function.Predicate;

/** Looks whether a drop has a trigger, under whichever of its names. */
final class TriggersPresent {

    /** Names of triggers come early in a listing; one page of a large drop has to do. */
    static final int LOOKED_AT = 2000;

    private final Inbox inbox;

    TriggersPresent(Inbox inbox) {
        this.inbox = inbox;
    }

    boolean hasMarker(String prefix) {
        return has(prefix, kind -> !kind.isManifest());
    }

    boolean hasManifest(String prefix) {
        return has(prefix, DropTrigger.Kind::isManifest);
    }

    /** Whether there is one of these kinds: under its usual name, or among the first files of the drop. */
    private boolean has(String prefix, Predicate<DropTrigger.Kind> wanted) {
        for (DropTrigger.Kind kind : DropTrigger.Kind.values()) {
            if (wanted.test(kind)
                    && inbox.find(prefix + kind.file())
                            .filter(blob -> !blob.isFolder())
                            .isPresent()) {
                return true;
            }
        }
        return inbox.firstIn(prefix, LOOKED_AT).stream()
                .filter(blob -> !blob.isFolder())
                .flatMap(blob -> DropTrigger.kindOf(blob.path()).stream())
                .anyMatch(wanted);
    }
}
