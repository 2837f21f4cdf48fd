package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.port.Checkpoints;
import io.dropbatch.monitor.app.port.ThrottledException;
import io.dropbatch.monitor.app.port.Timetable;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Throttle;
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
public final class Lookout {

    private final LookAtJob lookAtJob;
    private final Timetable timetable;
    private final Throttle throttle;
    private final Pacing pacing;
    private final Environment environment;
    private final Map<JobId, Turn> turns = new ConcurrentHashMap<>();

    public Lookout(
            LookAtJob lookAtJob, Timetable timetable, Throttle throttle, Pacing pacing, Environment environment) {
        this.lookAtJob = lookAtJob;
        this.timetable = timetable;
        this.throttle = throttle;
        this.pacing = pacing;
        this.environment = environment;
    }

    /** A marker of the task was seen: a hint, no more. */
    public void signalled(JobId job, TaskId task) {
        want(job, Look.SIGNAL, turn -> turn.signalled(task));
    }

    public void look(JobId job, Look look) {
        want(job, look, turn -> {});
    }

    /** How many jobs a look is under way or expected for. */
    public int backlog() {
        return (int) turns.values().stream().filter(turn -> !turn.isIdle()).count();
    }

    /** Within one step of the map, so that a turn which is about to be dropped as idle is not asked in vain. */
    private void want(JobId job, Look look, Consumer<Turn> note) {
        turns.compute(job, (id, known) -> {
            Turn turn = known == null ? new Turn(id, pacing) : known;
            note.accept(turn);
            plan(turn, turn.want(look, now()));
            return turn;
        });
    }

    private void plan(Turn turn, Optional<Turn.Ticket> ticket) {
        ticket.ifPresent(good -> timetable.after(good.delay(), () -> use(turn, good)));
    }

    private void use(Turn turn, Turn.Ticket ticket) {
        Duration pause = throttle.remaining(now());
        if (!pause.isZero()) {
            timetable.after(pause, () -> use(turn, ticket));
            return;
        }
        turn.begin(ticket).ifPresent(look -> look(turn, look));
    }

    private void look(Turn turn, Look look) {
        Instant began = now();
        try {
            if (look == Look.SIGNAL) {
                environment.checkpoints().reached(Checkpoints.SIGNALLED);
            }
            Looked looked = lookAtJob.look(turn.job(), look, turn::hasSignalled);
            throttle.served();
            environment
                    .telemetry()
                    .looked(turn.job(), look, Duration.between(began, now()), looked.found(), looked.recovered());
            plan(turn, turn.end(looked, began, now()));
            timetable.after(turn.restLeft(now()), () -> forget(turn.job()));
        } catch (ThrottledException refused) {
            Duration wait = throttle.refused(now(), refused.retryAfter());
            environment.telemetry().throttled(wait);
            plan(turn, turn.failed(look, now(), wait));
        } catch (RuntimeException broken) {
            environment.telemetry().lookFailed(turn.job(), broken);
            plan(turn, turn.failed(look, now(), Duration.ZERO));
        }
    }

    /** Not before the turn's rest is over: what happens until then has to wait for it. */
    private void forget(JobId job) {
        turns.computeIfPresent(job, (id, current) -> current.isIdle() ? null : current);
    }

    private Instant now() {
        return environment.clock().instant();
    }
}
