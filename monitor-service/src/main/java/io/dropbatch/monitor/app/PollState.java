package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when one job is looked at next. A look goes through three calls:
 *
 * <ol>
 *   <li>{@link #want} notes that a look is needed and hands out a ticket with a delay, after which the caller comes back;
 *   <li>{@link #begin} takes the ticket and begins the look, unless a ticket with a shorter delay has replaced it;
 *   <li>{@link #end} or {@link #failed} ends the look and hands out the next ticket, if another look has to follow: one
 *       that was wanted meanwhile, one that announces progress which was held back, one for a signal that Batch has not
 *       caught up with, or the same again after a failure.
 * </ol>
 *
 * <p>While a look is under way no ticket is handed out: looks at a job do not overlap, and many signals make one look.
 * {@link LevelSignals} knows which signals are unanswered, {@link RestPeriod} how long the job is left alone. No method
 * calls out, so that no lock is held while Batch is asked. Safe for use by several threads.
 */
final class PollState {

    /** A look to come: only the latest ticket is valid. */
    record Ticket(int number, Duration delay) {}

    private final JobId job;
    private final PollIntervals pollIntervals;
    private final LevelSignals signals = new LevelSignals();
    private final RestPeriod rest;
    private @Nullable PollKind wanted;
    private @Nullable Instant due;
    private boolean looking;
    private int tickets;

    PollState(JobId job, PollIntervals pollIntervals) {
        this.job = job;
        this.pollIntervals = pollIntervals;
        this.rest = new RestPeriod(pollIntervals);
    }

    JobId job() {
        return job;
    }

    synchronized void signalled(TaskId task) {
        signals.add(task);
    }

    synchronized boolean hasSignalled(TaskId task) {
        return signals.has(task);
    }

    /** Asks for a look; the ticket is to be used after its delay. Empty when a scheduled look is sufficient. */
    synchronized Optional<Ticket> want(PollKind kind, Instant now) {
        alsoWant(kind);
        return looking ? Optional.empty() : ticket(now, earliest());
    }

    /** Begins the look; empty when the ticket was replaced by a better one. */
    synchronized Optional<PollKind> begin(Ticket ticket) {
        if (looking || ticket.number() != tickets || wanted == null) {
            return Optional.empty();
        }
        PollKind kind = wanted;
        wanted = null;
        due = null;
        looking = true;
        return Optional.of(kind);
    }

    /** Ends a look that began at the given time; returns the next ticket, if another look has to follow. */
    synchronized Optional<Ticket> end(PollResult looked, Instant began, Instant now) {
        looking = false;
        signals.answer(looked.watching());
        rest.looked(looked, !signals.isEmpty(), Duration.between(began, now), now);
        if (looked.next() != null) {
            alsoWant(looked.next());
        }
        return wanted == null ? looked.watching().flatMap(watched -> later(watched, now)) : ticket(now, earliest());
    }

    /** Ends a look that failed: it is repeated after a delay that grows with each failure. */
    synchronized Optional<Ticket> failed(PollKind kind, Instant now, Duration atLeast) {
        looking = false;
        alsoWant(kind);
        rest.failed(atLeast, now);
        return ticket(now, earliest());
    }

    /** Whether no look runs or is scheduled. */
    synchronized boolean isIdle() {
        return !looking && wanted == null && signals.isEmpty();
    }

    /** How long the job is left alone from now on, unless something happens. */
    synchronized Duration restLeft(Instant now) {
        return rest.left(now);
    }

    private void alsoWant(PollKind kind) {
        wanted = wanted == null ? kind : wanted.or(kind);
    }

    /**
     * When the next look may begin. With several instances, none receives all signals, so the end of a level may be
     * noticed one rest period later.
     */
    private Instant earliest() {
        return rest.end(signals.areOfAllOpenTasks());
    }

    private Optional<Ticket> later(WatchedLevel watched, Instant now) {
        Optional<Instant> progress = watched.progressDue(pollIntervals.progress());
        Optional<Instant> again = afterUnanswered(now);
        Optional<Instant> next = progress.filter(time -> again.isEmpty() || time.isBefore(again.get()))
                .or(() -> again);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        wanted = PollKind.SIGNAL;
        return ticket(now, latest(next.get(), earliest()));
    }

    /**
     * A marker may be there before Batch calls its task completed: look again, a few times. After that the sweep finds
     * it.
     */
    private Optional<Instant> afterUnanswered(Instant now) {
        if (signals.isEmpty()) {
            return Optional.empty();
        }
        Duration wait = pollIntervals.signals().after(signals.lookedInVain());
        if (wait.compareTo(pollIntervals.signals().longest()) >= 0) {
            signals.clear();
            return Optional.empty();
        }
        return Optional.of(now.plus(wait));
    }

    private Optional<Ticket> ticket(Instant now, Instant at) {
        Instant time = latest(at, now);
        if (due != null && !time.isBefore(due)) {
            return Optional.empty();
        }
        due = time;
        tickets++;
        return Optional.of(new Ticket(tickets, Duration.between(now, time)));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
