package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.port.CrashCheckpoints;
import io.dropbatch.monitor.app.port.DelayedExecutor;
import io.dropbatch.monitor.app.port.ThrottledException;
import io.dropbatch.monitor.domain.AccountThrottle;
import io.dropbatch.monitor.domain.PollKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Decides when each job is looked at: soon after a task signals its end, at once after the last of a level, but never twice
 * at the same time nor more often than the pacing allows. What it knows is lost with the process; sweeps make up for it.
 */
public final class PollScheduler {

    private final PollJob pollJob;
    private final DelayedExecutor delayedExecutor;
    private final AccountThrottle throttle;
    private final PollIntervals pollIntervals;
    private final UseCaseContext context;
    private final Map<JobId, PollState> turns = new ConcurrentHashMap<>();

    public PollScheduler(
            PollJob pollJob,
            DelayedExecutor delayedExecutor,
            AccountThrottle throttle,
            PollIntervals pollIntervals,
            UseCaseContext context) {
        this.pollJob = pollJob;
        this.delayedExecutor = delayedExecutor;
        this.throttle = throttle;
        this.pollIntervals = pollIntervals;
        this.context = context;
    }

    /** A marker of the task was seen: a hint, no more. */
    public void signalled(JobId job, TaskId task) {
        want(job, PollKind.SIGNAL, pollState -> pollState.signalled(task));
    }

    public void look(JobId job, PollKind kind) {
        want(job, kind, pollState -> {});
    }

    /** How many jobs a look is under way or expected for. */
    public int backlog() {
        return (int)
                turns.values().stream().filter(pollState -> !pollState.isIdle()).count();
    }

    /** Within one step of the map, so that a turn which is about to be dropped as idle is not asked in vain. */
    private void want(JobId job, PollKind kind, Consumer<PollState> note) {
        turns.compute(job, (id, known) -> {
            PollState pollState = known == null ? new PollState(id, pollIntervals) : known;
            note.accept(pollState);
            plan(pollState, pollState.want(kind, now()));
            return pollState;
        });
    }

    private void plan(PollState pollState, Optional<PollState.Ticket> ticket) {
        ticket.ifPresent(good -> delayedExecutor.after(good.delay(), () -> use(pollState, good)));
    }

    private void use(PollState pollState, PollState.Ticket ticket) {
        Duration pause = throttle.remaining(now());
        if (!pause.isZero()) {
            delayedExecutor.after(pause, () -> use(pollState, ticket));
            return;
        }
        pollState.begin(ticket).ifPresent(kind -> look(pollState, kind));
    }

    private void look(PollState pollState, PollKind kind) {
        Instant began = now();
        try {
            if (kind == PollKind.SIGNAL) {
                context.checkpoints().reached(CrashCheckpoints.SIGNALLED);
            }
            PollResult looked = pollJob.look(pollState.job(), kind, pollState::hasSignalled);
            throttle.served();
            context.telemetry()
                    .looked(pollState.job(), kind, Duration.between(began, now()), looked.found(), looked.recovered());
            plan(pollState, pollState.end(looked, began, now()));
            delayedExecutor.after(pollState.restLeft(now()), () -> forget(pollState.job()));
        } catch (ThrottledException refused) {
            Duration wait = throttle.refused(now(), refused.retryAfter());
            context.telemetry().throttled(wait);
            plan(pollState, pollState.failed(kind, now(), wait));
        } catch (RuntimeException broken) {
            context.telemetry().lookFailed(pollState.job(), broken);
            plan(pollState, pollState.failed(kind, now(), Duration.ZERO));
        }
    }

    /** Not before the turn's rest is over: what happens until then has to wait for it. */
    private void forget(JobId job) {
        turns.computeIfPresent(job, (id, current) -> current.isIdle() ? null : current);
    }

    private Instant now() {
        return context.clock().instant();
    }
}
