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
    private Instant notBefore = Instant.MIN;

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
        return looking ? Optional.empty() : ticket(now, notBefore);
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
        int open = looked.watching().map(Watching::open).orElse(0);
        notBefore = now.plus(pacing.restAfter(looked.found(), open, Duration.between(began, now)));
        looked.watching().ifPresent(this::answer);
        if (looked.watching().isEmpty()) {
            signalled.clear();
        }
        if (looked.next() != null) {
            wanted = wanted == null ? looked.next() : wanted.or(looked.next());
        }
        if (wanted != null) {
            return ticket(now, notBefore);
        }
        return looked.watching().flatMap(watching -> later(watching, now));
    }

    /** Ends a look that failed: it is repeated after a while, longer each time. */
    synchronized Optional<Ticket> failed(Look look, Instant now, Duration atLeast) {
        looking = false;
        failures++;
        wanted = wanted == null ? look : wanted.or(look);
        notBefore = now.plus(longer(atLeast, pacing.failures().after(failures)));
        return ticket(now, notBefore);
    }

    /** Whether nothing is under way or expected. */
    synchronized boolean isIdle() {
        return !looking && wanted == null && signalled.isEmpty();
    }

    private void answer(Watching watching) {
        if (watching.level() > level) {
            signalled.clear();
            level = watching.level();
        }
        if (watching.level() == level) {
            signalled.andNot(BitSet.valueOf(watching.ended().toBytes()));
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
        return ticket(now, next.get().isBefore(notBefore) ? notBefore : next.get());
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
