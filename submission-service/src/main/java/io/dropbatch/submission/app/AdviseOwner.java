package io.dropbatch.submission.app;

import io.dropbatch.model.drop.InboxFile;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionHinted;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.WorkloadCatalog;
import io.dropbatch.submission.domain.TriggerAdvice;
import io.dropbatch.submission.domain.TriggerGuess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the owner of a drop about a file that looks like a trigger and is none. That never keeps the drop from being
 * started: the hint gives way to any other status. Safe for use by several threads.
 */
final class AdviseOwner {

    /** Thousands of inputs may look like triggers: one hint for a drop is enough for a while. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int REMEMBERED = 1000;

    private final Inbox inbox;
    private final WorkloadCatalog workloads;
    private final Clock clock;
    private final TriggersPresent present;
    private final Map<String, Instant> advised = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    AdviseOwner(Inbox inbox, WorkloadCatalog workloads, Clock clock) {
        this.inbox = inbox;
        this.workloads = workloads;
        this.clock = clock;
        this.present = new TriggersPresent(inbox);
    }

    /** The inbox's name. */
    String container() {
        return inbox.container();
    }

    /** Whether a file of this path might be meant as a trigger without being one. */
    static boolean isCandidate(String path) {
        return TriggerGuess.of(new SeenBlob(path, 0, "", "", Instant.EPOCH)).isPresent();
    }

    /** Announces a hint about the file, if it looks like a trigger and its drop has none. */
    HandlerResult advise(SeenBlob blob) {
        Optional<TriggerGuess> guess = TriggerGuess.of(blob);
        if (guess.isEmpty() || isAdvised(guess.get().drop())) {
            return HandlerResult.none();
        }
        HandlerResult hint = advise(blob, guess.get());
        remember(guess.get().drop());
        return hint;
    }

    /** Announces a hint about a trigger that starts nothing. */
    HandlerResult advise(SeenBlob blob, String advice) {
        InboxFile file = new InboxFile(inbox.container(), blob.path(), blob.etag(), blob.modifiedAt());
        return HandlerResult.announce(new SubmissionHinted(file.submission(), file.folder(), file, advice));
    }

    private HandlerResult advise(SeenBlob blob, TriggerGuess guess) {
        return switch (workloads.find(guess.workloadFolder())) {
            case WorkloadCatalog.Recipe.Unusable(String words) -> advise(blob, TriggerAdvice.noWorkload(guess, words));
            case WorkloadCatalog.Recipe.Usable(Workload workload) ->
                advise(blob, guess, workload.start().on());
        };
    }

    private HandlerResult advise(SeenBlob blob, TriggerGuess guess, StartCondition.On on) {
        boolean started = switch (on) {
            case MARKER -> guess.isInDrop() && present.hasMarker(guess.drop());
            case MANIFEST -> guess.isInDrop() && present.hasManifest(guess.drop());
            case EACH_FILE -> true;
        };
        return started ? HandlerResult.none() : advise(blob, TriggerAdvice.misplaced(guess, on));
    }

    private synchronized boolean isAdvised(String drop) {
        Instant before = advised.get(drop);
        return before != null && clock.instant().isBefore(before.plus(PAUSE));
    }

    private synchronized void remember(String drop) {
        advised.put(drop, clock.instant());
    }
}
