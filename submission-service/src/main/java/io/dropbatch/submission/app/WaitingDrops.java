package io.dropbatch.submission.app;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.planning.drop.MissingInput;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.DropDecisionStore.WaitingDrop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in this process which drops wait, so that a thousand arrivals do not cost a thousand looks: a look is due
 * when the last missing input arrives. It is refreshed from {@link DropDecisionStore} at most once a second, and only
 * while blobs arrive.
 */
final class WaitingDrops {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final class Watch {

        private final WaitingDrop drop;
        private final Set<String> arrived = new HashSet<>();
        private @Nullable Set<String> missing;
        private Instant lookedAt = Instant.EPOCH;

        Watch(WaitingDrop drop) {
            this.drop = drop;
        }
    }

    private final DropDecisionStore ledger;
    private final Clock clock;
    private final Map<SubmissionId, Watch> watches = new HashMap<>();
    private Instant refreshedAt = Instant.EPOCH;

    WaitingDrops(DropDecisionStore ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Notes that a look is about to list the drop; a blob that arrives during it may or may not be in the list. */
    synchronized void lookBegins(SubmissionId submission) {
        @Nullable Watch watch = watches.get(submission);
        if (watch != null) {
            watch.arrived.clear();
        }
    }

    /**
     * Notes what a look has found.
     *
     * @return whether an arrival is still to come; if not, all that was missing has arrived during the look
     */
    synchronized boolean lookEnds(WaitingDrop drop, List<MissingInput> missing) {
        Watch watch = watches.computeIfAbsent(drop.submission(), id -> new Watch(drop));
        Set<String> paths = new HashSet<>();
        missing.forEach(input -> paths.add(input.path()));
        paths.removeAll(watch.arrived);
        watch.missing = paths;
        watch.lookedAt = clock.instant();
        return !paths.isEmpty();
    }

    synchronized void remove(SubmissionId submission) {
        watches.remove(submission);
    }

    /** The waiting drop that should be looked at now that a blob has arrived. */
    synchronized Optional<SubmissionId> arrived(String path) {
        refresh();
        return watches.values().stream()
                .filter(watch -> path.startsWith(watch.drop.prefix()))
                .filter(watch ->
                        isLookDue(watch, path.substring(watch.drop.prefix().length())))
                .map(watch -> watch.drop.submission())
                .findFirst();
    }

    /** Another process may receive some of the arrivals, so this one does not always see the last. */
    private boolean isLookDue(Watch watch, String path) {
        Instant now = clock.instant();
        watch.arrived.add(path);
        boolean last = watch.missing != null && watch.missing.remove(path) && watch.missing.isEmpty();
        boolean due = last || watch.lookedAt.plus(PAUSE).isBefore(now);
        if (due) {
            watch.lookedAt = now;
        }
        return due;
    }

    private void refresh() {
        Instant now = clock.instant();
        if (now.isBefore(refreshedAt.plus(FRESH))) {
            return;
        }
        replaceBy(ledger.waiting());
        refreshedAt = now;
    }

    private void replaceBy(Collection<WaitingDrop> drops) {
        Set<SubmissionId> known = new HashSet<>();
        drops.forEach(drop -> {
            known.add(drop.submission());
            watches.computeIfAbsent(drop.submission(), id -> new Watch(drop));
        });
        watches.keySet().retainAll(known);
    }
}
