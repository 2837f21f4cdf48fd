package io.dropbatch.results.domain.status;

import io.dropbatch.model.result.CostReceipt;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.result.PauseState;
import io.dropbatch.model.result.QueuePlace;
import io.dropbatch.model.result.UserAnswer;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of two statuses of one submission is the later one. Events arrive in any order and more than once; a
 * status only ever moves forward.
 */
public final class StatusOrder {

    private static final Comparator<DropStatus> AGE = Comparator.comparingInt(StatusOrder::attempt)
            .thenComparing(DropStatus::state)
            .thenComparing(DropStatus::progress, Comparator.nullsFirst(StatusOrder::compare))
            .thenComparing(DropStatus::queue, Comparator.nullsFirst(Comparator.comparing(QueuePlace::asOf)));

    private StatusOrder() {}

    /** Whether {@code proposed} may take the place of {@code current}. */
    public static boolean advances(DropStatus current, DropStatus proposed) {
        if (addsCosts(current, proposed) || answers(current, proposed) || pauses(current, proposed)) {
            return true;
        }
        if (current.state().isFinal() && attempt(proposed) <= attempt(current)) {
            return false;
        }
        int age = AGE.compare(current, proposed);
        return age < 0 || (age == 0 && isNews(current, proposed));
    }

    /** Whether both have the same content, apart from the time of writing. */
    public static boolean sameWords(DropStatus one, DropStatus other) {
        return AGE.compare(one, other) == 0
                && one.submission().equals(other.submission())
                && one.message().equals(other.message());
    }

    /** The last costs are counted after the end: they are the only news that an ended submission may have. */
    private static boolean addsCosts(DropStatus current, DropStatus proposed) {
        if (AGE.compare(current, proposed) != 0) {
            return false;
        }
        CostReceipt before = current.receipt();
        CostReceipt after = proposed.receipt();
        boolean laterReceipt = after != null && (before == null || after.until().isAfter(before.until()));
        return laterReceipt || (current.quote() == null && proposed.quote() != null);
    }

    /** Of two wishes that a drop pause or go on the later one counts, whichever is heard of first. */
    private static boolean pauses(DropStatus current, DropStatus proposed) {
        PauseState before = current.pause();
        PauseState after = proposed.pause();
        return AGE.compare(current, proposed) == 0 && after != null && (before == null || after.isAfter(before));
    }

    /** An answer to a later question may be given whatever has become of the drop. */
    private static boolean answers(DropStatus current, DropStatus proposed) {
        UserAnswer before = current.answer();
        UserAnswer after = proposed.answer();
        return AGE.compare(current, proposed) == 0
                && after != null
                && (before == null || after.at().isAfter(before.at()));
    }

    /**
     * At the same place in the order, a notice (missing inputs, queue position, reason of a stall) may replace another.
     */
    private static boolean isNews(DropStatus current, DropStatus proposed) {
        boolean onBatch = proposed.state() == State.RUNNING || proposed.state() == State.SCHEDULED;
        boolean notice = !onBatch || proposed.failure() != null || proposed.progress() == null;
        return notice && !current.message().equals(proposed.message());
    }

    /** Each try of a file by itself is in another job, of which each is the first attempt: the status counts them. */
    private static int attempt(DropStatus status) {
        Integer counted = status.attempt();
        if (counted != null) {
            return counted;
        }
        return status.job() == null ? 0 : status.job().attempt();
    }

    private static int compare(@Nullable Progress one, @Nullable Progress other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        int byLevel = Integer.compare(one.level(), other.level());
        return byLevel != 0 ? byLevel : Integer.compare(one.completed(), other.completed());
    }
}
