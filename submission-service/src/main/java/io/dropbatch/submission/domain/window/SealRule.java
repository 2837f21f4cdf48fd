package io.dropbatch.submission.domain.window;

import io.dropbatch.model.workload.RollingWindow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Decides when the files that wait become a job. */
public final class SealRule {

    /** The decision about the files that wait. */
    public sealed interface Decision {

        record Seal(SealReason reason) implements Decision {}

        /** @param until when to decide again */
        record Wait(Instant until) implements Decision {}
    }

    private SealRule() {}

    /** @param files at least one; if any of them is cancelled, the window is to be sealed with the cancelled ones alone */
    public static Decision decide(RollingWindow window, List<WaitingFile> files, Instant now) {
        if (files.stream().anyMatch(WaitingFile::isCancelled)) {
            return new Decision.Seal(SealReason.CANCELLED);
        }
        if (files.size() >= window.maxTasks()) {
            return new Decision.Seal(SealReason.FULL);
        }
        List<Instant> arrivals = files.stream()
                .map(WaitingFile::joinedAt)
                .sorted(Comparator.naturalOrder())
                .toList();
        Instant idleAt = arrivals.getLast().plus(window.idle());
        if (!now.isBefore(idleAt)) {
            return new Decision.Seal(SealReason.IDLE);
        }
        Instant overdueAt = arrivals.getFirst().plus(window.longest());
        if (!now.isBefore(overdueAt)) {
            return new Decision.Seal(SealReason.OVERDUE);
        }
        return new Decision.Wait(idleAt.isBefore(overdueAt) ? idleAt : overdueAt);
    }
}
