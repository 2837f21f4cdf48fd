package io.dropbatch.monitor.app;

import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.SweepRhythm;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks at every job that has not been looked at for a while: the truth does not depend on signals. */
public final class SweepJobs {

    private final WatchStore watches;
    private final PollScheduler pollScheduler;
    private final SweepRhythm rhythm;
    private final Duration remember;
    private final UseCaseContext context;
    private final AtomicBoolean first = new AtomicBoolean(true);

    /**
     * @param remember how long the end of a watch is kept in mind
     */
    public SweepJobs(
            WatchStore watches,
            PollScheduler pollScheduler,
            SweepRhythm rhythm,
            Duration remember,
            UseCaseContext context) {
        this.watches = watches;
        this.pollScheduler = pollScheduler;
        this.rhythm = rhythm;
        this.remember = remember;
        this.context = context;
    }

    /** The first sweep of a process looks at everything: signals that it had taken may have died with the last one. */
    public void sweep() {
        Instant now = context.clock().instant();
        boolean all = first.getAndSet(false);
        int[] jobs = new int[1];
        watches.forEach(watch -> {
            jobs[0]++;
            if (watch instanceof WatchedLevel watched && (all || rhythm.isDue(watched, now))) {
                pollScheduler.look(watched.job().job(), PollKind.SWEEP);
            }
        });
        context.telemetry().swept(jobs[0]);
    }

    /** Forgets old ends. */
    public void tidy() {
        watches.forgetClosed(context.clock().instant().minus(remember));
    }
}
