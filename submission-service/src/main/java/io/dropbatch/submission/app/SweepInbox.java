package io.dropbatch.submission.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.DropMarker;
import io.dropbatch.model.retry.SweepPass;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.Inbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds drops whose event was lost, and rejects drops for which every attempt fails. A pass lists the folders of the
 * inbox and looks for triggers in all new folders and in some of the known ones, in rotation, so that its cost stays
 * bounded.
 */
public final class SweepInbox {

    private static final int MOST_FAILURES = 20;
    private static final int MOST_HINTED = 10_000;

    private final Inbox inbox;
    private final DropDecisionStore ledger;
    private final RecoverDrop recoverDrop;
    private final DecisionMetrics metrics;
    private final Clock clock;
    private final Duration grace;
    private final Map<String, Map<String, SeenBlob>> knownByFolder = new HashMap<>();
    private final RepeatedTriggers repeatedTriggers;
    private final NameRotation newDrops = new NameRotation(200);
    private final Set<SeenBlob> hinted = new HashSet<>();
    private final List<String> withoutUsualTrigger = new ArrayList<>();

    /** Few per pass, since each is a listing. */
    private final NameRotation otherNames = new NameRotation(5);

    /**
     * Few per pass: a known drop only matters if its trigger was uploaded again and that event was lost, and each drop
     * costs three requests.
     */
    private final NameRotation knownDrops = new NameRotation(10);

    private Predicate<String> otherFolders = folder -> false;
    private Consumer<String> markers = path -> {};
    private final Set<SeenBlob> looked = new HashSet<>();

    /** @param grace how old a trigger has to be before its event counts as lost */
    SweepInbox(
            Inbox inbox,
            DropDecisionStore ledger,
            RecoverDrop recoverDrop,
            DecisionMetrics metrics,
            Clock clock,
            Duration grace) {
        this.inbox = inbox;
        this.ledger = ledger;
        this.recoverDrop = recoverDrop;
        this.metrics = metrics;
        this.clock = clock;
        this.grace = grace;
        this.repeatedTriggers = new RepeatedTriggers(inbox, ledger);
    }

    /** @param other says of which first folders the files are drops by themselves, so that none is a trigger */
    SweepInbox without(Predicate<String> other) {
        otherFolders = other;
        return this;
    }

    /** @param marked looks at the path of a marker that says what is to be done with a drop */
    SweepInbox noticing(Consumer<String> marked) {
        markers = marked;
        return this;
    }

    /** One pass. Not for use by several threads. */
    public void sweep() {
        SweepPass.over(overdue(), MOST_FAILURES, recoverDrop::overdue);
        lookForTriggers();
    }

    private void lookForTriggers() {
        withoutUsualTrigger.clear();
        try {
            SweepPass.over(dropsToLookAt(), MOST_FAILURES, this::lookAt);
        } finally {
            SweepPass.over(otherNames.next(withoutUsualTrigger), MOST_FAILURES, this::lookForOtherNames);
        }
    }

    /** Waiting drops past their deadline: the command that should have rechecked them was lost. */
    private List<SubmissionId> overdue() {
        List<DropDecisionStore.WaitingDrop> waiting = ledger.waiting();
        metrics.waiting(waiting.size());
        Instant overdue = clock.instant().minus(grace);
        return waiting.stream()
                .filter(drop -> drop.deadline().isBefore(overdue))
                .map(DropDecisionStore.WaitingDrop::submission)
                .toList();
    }

    private List<String> dropsToLookAt() {
        List<String> fresh = new ArrayList<>();
        List<String> old = new ArrayList<>();
        List<String> folders = inbox.folders("").stream()
                .filter(folder -> !otherFolders.test(folder))
                .toList();
        knownByFolder.keySet().retainAll(folders);
        for (String folder : folders) {
            Set<String> drops = inbox.folders(folder + "/").stream()
                    .map(name -> folder + "/" + name + "/")
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            Set<String> known = dropsWithTriggers(folder, drops);
            drops.forEach(drop -> (known.contains(drop) ? old : fresh).add(drop));
        }
        List<String> chosen = newDrops.next(fresh);
        chosen.addAll(knownDrops.next(old));
        return chosen;
    }

    /**
     * What is known of drops that lie in the inbox no more is let go, so that memory grows with the inbox and not with the
     * years; of one that comes again the ledger knows.
     */
    private Set<String> dropsWithTriggers(String folder, Set<String> present) {
        Map<String, SeenBlob> known = knownByFolder.computeIfAbsent(folder, name -> {
            Map<String, SeenBlob> read = new HashMap<>();
            ledger.knownTriggers(name, path -> present.contains(dropOf(path)))
                    .forEach(trigger -> read.put(trigger.path(), trigger));
            return read;
        });
        known.keySet().removeIf(path -> !present.contains(dropOf(path)));
        return known.keySet().stream().map(SweepInbox::dropOf).collect(Collectors.toSet());
    }

    /** How many triggers it keeps in mind. */
    int remembered() {
        return knownByFolder.values().stream().mapToInt(Map::size).sum();
    }

    private static String dropOf(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /**
     * Asks for the usual names of triggers: a listing costs more, and its cost grows with the blobs in storage.
     */
    private void lookAt(String drop) {
        Instant old = clock.instant().minus(grace);
        boolean found = false;
        for (DropTrigger.Kind kind : DropTrigger.Kind.values()) {
            Optional<SeenBlob> trigger = inbox.find(drop + kind.file());
            found |= trigger.isPresent();
            trigger.filter(blob -> blob.modifiedAt().isBefore(old)).ifPresent(this::consider);
        }
        if (found) {
            lookForMarkers(drop, old);
        } else {
            withoutUsualTrigger.add(drop);
        }
    }

    /** Each marker is looked at once by this process; looking at it again changes nothing. */
    private void lookForMarkers(String drop, Instant old) {
        for (SeenBlob marker : markersIn(drop)) {
            if (marker.modifiedAt().isBefore(old) && !looked.contains(marker)) {
                markers.accept(marker.path());
                if (looked.size() == MOST_HINTED) {
                    looked.clear();
                }
                looked.add(marker);
            }
        }
    }

    /** By their usual names, as triggers; in the order of what somebody wanted. */
    private List<SeenBlob> markersIn(String drop) {
        return Arrays.stream(DropMarker.values())
                .flatMap(marker -> inbox.find(drop + marker.file()).stream())
                .sorted(Comparator.comparing(SeenBlob::modifiedAt))
                .toList();
    }

    /** Lists a few of the drops in which nothing has the usual name of a trigger. */
    private void lookForOtherNames(String drop) {
        Instant old = clock.instant().minus(grace);
        inbox.firstIn(drop, TriggersPresent.LOOKED_AT).stream()
                .filter(blob -> blob.modifiedAt().isBefore(old))
                .forEach(this::considerOtherName);
    }

    private void considerOtherName(SeenBlob blob) {
        if (DropTrigger.kindOf(blob.path()).isPresent() && !blob.isFolder()) {
            consider(blob);
        } else if (AdviseOwner.isCandidate(blob.path()) && !hinted.contains(blob)) {
            recoverDrop.misnamed(blob);
            if (hinted.size() == MOST_HINTED) {
                hinted.clear();
            }
            hinted.add(blob);
        }
    }

    private void consider(SeenBlob trigger) {
        String folder = trigger.path().substring(0, trigger.path().indexOf('/'));
        Map<String, SeenBlob> known = knownByFolder.computeIfAbsent(folder, name -> new HashMap<>());
        SeenBlob before = known.get(trigger.path());
        if (before != null && before.sameContentAs(trigger)) {
            return;
        }
        // Its event may have been handled since this process last read what is known.
        boolean handled = ledger.knownTrigger(trigger.path())
                .filter(latest -> latest.sameContentAs(trigger))
                .isPresent();
        // Another version of a trigger that was written twice has no submission of its own.
        if (!handled && repeatedTriggers.first(trigger).equals(trigger)) {
            recover(trigger);
        }
        known.put(trigger.path(), trigger);
    }

    private void recover(SeenBlob trigger) {
        SubmissionId submission = trigger.asTrigger(inbox.container()).submission();
        recoverDrop.unheard(submission, trigger);
        ledger.rememberTrigger(trigger);
    }
}
