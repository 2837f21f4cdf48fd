package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One job's place among those to be looked at: when the next look is due, and which signals it has to answer. No two
 * looks at the job overlap. Safe for use by several threads.
 */
final class Turn {

    /** A signal with a higher index cannot be of a task: nodes, where users' code runs, name the markers. */
    private static final int HIGHEST_INDEX = 1_000_000;

    /** A look to come: only the latest ticket is good. */
    record Ticket(int number, Duration delay) {}

    private final JobId job;
    private final Pacing pacing;
    private final BitSet signalled = new BitSet();
    private int level;
    private @Nullable Look wanted;
    private @Nullable Instant due;
    private boolean looking;
    private int tickets;
    private int unanswered;
    private int failures;
    /** Tasks of the level that are not known to have ended; none as long as nothing is known of it. */
    private int open;

    private Instant afterRest = Instant.MIN;
    private Instant afterLastRest = Instant.MIN;

    Turn(JobId job, Pacing pacing) {
        this.job = job;
        this.pacing = pacing;
    }

    JobId job() {
        return job;
    }

    synchronized void signalled(TaskId task) {
        if (task.level() < level || task.index() > HIGHEST_INDEX) {
            return;
        }
        if (task.level() > level) {
            signalled.clear();
            level = task.level();
            open = 0;
        }
        signalled.set(task.index());
        unanswered = 0;
    }

    synchronized boolean hasSignalled(TaskId task) {
        return task.level() == level && signalled.get(task.index());
    }

    /** Asks for a look; the ticket has to be used after its delay. Empty when one is on its way that will do. */
    synchronized Optional<Ticket> want(Look look, Instant now) {
        wanted = wanted == null ? look : wanted.or(look);
        return looking ? Optional.empty() : ticket(now, earliest());
    }

    /** Begins the look; empty when the ticket was replaced by a better one. */
    synchronized Optional<Look> begin(Ticket ticket) {
        if (looking || ticket.number() != tickets || wanted == null) {
            return Optional.empty();
        }
        Look look = wanted;
        wanted = null;
        due = null;
        looking = true;
        return Optional.of(look);
    }

    /** Ends a look that began at the given time, and says whether another has to follow. */
    synchronized Optional<Ticket> end(Looked looked, Instant began, Instant now) {
        looking = false;
        failures = 0;
        open = 0;
        looked.watching().ifPresentOrElse(this::answer, signalled::clear);
        rest(looked, Duration.between(began, now), now);
        if (looked.next() != null) {
            wanted = wanted == null ? looked.next() : wanted.or(looked.next());
        }
        if (wanted != null) {
            return ticket(now, earliest());
        }
        return looked.watching().flatMap(watching -> later(watching, now));
    }

    /** Ends a look that failed: it is repeated after a while, longer each time. */
    synchronized Optional<Ticket> failed(Look look, Instant now, Duration atLeast) {
        looking = false;
        failures++;
        wanted = wanted == null ? look : wanted.or(look);
        afterRest = now.plus(longer(atLeast, pacing.failures().after(failures)));
        afterLastRest = afterRest;
        return ticket(now, earliest());
    }

    /** Whether nothing is under way or expected. */
    synchronized boolean isIdle() {
        return !looking && wanted == null && signalled.isEmpty();
    }

    /** How long the job is left alone from now on, unless something happens. */
    synchronized Duration restLeft(Instant now) {
        return afterRest.isAfter(now) ? Duration.between(now, afterRest) : Duration.ZERO;
    }

    /** A look that found nothing came too early if it was for a signal, or if there is hardly anything left to find. */
    private void rest(Looked looked, Duration took, Instant now) {
        boolean watched = looked.watching().isPresent();
        boolean vain = looked.found() == 0;
        afterRest = watched ? now.plus(pacing.rest(vain && !signalled.isEmpty(), took)) : Instant.MIN;
        afterLastRest = watched ? now.plus(pacing.lastRest(vain, took)) : Instant.MIN;
    }

    /**
     * When the next look may begin. As long as a task is open that has not signalled its end, the level is not over, and
     * only progress waits for a look. Of several instances none hears all signals: among them the end of a level may be
     * noticed a rest later.
     */
    private Instant earliest() {
        return signalled.cardinality() >= open ? afterLastRest : afterRest;
    }

    private void answer(Watching watching) {
        if (watching.level() > level) {
            signalled.clear();
            level = watching.level();
        }
        if (watching.level() == level) {
            signalled.andNot(BitSet.valueOf(watching.ended().toBytes()));
            open = watching.open();
        }
    }

    /** A marker may be there before Batch calls its task completed: look again, a few times. The rest is the sweep's. */
    private Optional<Ticket> later(Watching watching, Instant now) {
        Optional<Instant> next = watching.progressDue(pacing.progress());
        if (!signalled.isEmpty()) {
            unanswered++;
            Duration wait = pacing.signals().after(unanswered);
            if (wait.compareTo(pacing.signals().longest()) < 0) {
                Instant again = now.plus(wait);
                next = next.filter(progress -> progress.isBefore(again)).or(() -> Optional.of(again));
            } else {
                signalled.clear();
            }
        }
        if (next.isEmpty()) {
            return Optional.empty();
        }
        wanted = Look.SIGNAL;
        return ticket(now, next.get().isBefore(earliest()) ? earliest() : next.get());
    }

    private Optional<Ticket> ticket(Instant now, Instant at) {
        Instant time = at.isBefore(now) ? now : at;
        if (due != null && !time.isBefore(due)) {
            return Optional.empty();
        }
        due = time;
        tickets++;
        return Optional.of(new Ticket(tickets, Duration.between(now, time)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
