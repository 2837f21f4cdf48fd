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
 * Decides when each job is polled: soon after a task signals its end, at once after the last task of a level, never
 * twice at the same time, and no more often than {@link PollIntervals} allows. Its state is in memory only; sweeps make
 * up for a loss.
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

    /** Notes that a marker of the task was seen, which is only a hint that the task has ended. */
    public void signalled(JobId job, TaskId task) {
        want(job, PollKind.SIGNAL, pollState -> pollState.signalled(task));
    }

    public void look(JobId job, PollKind kind) {
        want(job, kind, pollState -> {});
    }

    /** The number of jobs with a look that runs or is scheduled. */
    public int backlog() {
        return (int)
                turns.values().stream().filter(pollState -> !pollState.isIdle()).count();
    }

    /** Runs within one atomic step of the map, so that a state which is being removed as idle is not used. */
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

    /** Removes the state only after its rest period, because a signal until then has to wait for its end. */
    private void forget(JobId job) {
        turns.computeIfPresent(job, (id, current) -> current.isIdle() ? null : current);
    }

    private Instant now() {
        return context.clock().instant();
    }
}
