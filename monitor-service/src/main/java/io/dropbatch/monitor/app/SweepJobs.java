package io.dropbatch.monitor.app;

import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.SweepRhythm;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** Polls every job that was not polled for a while, so that no result depends on signals. */
public final class SweepJobs {

    private final WatchStore watches;
    private final PollScheduler pollScheduler;
    private final SweepRhythm rhythm;
    private final Duration remember;
    private final UseCaseContext context;
    private final AtomicBoolean first = new AtomicBoolean(true);

    /** @param remember how long a closed watch is remembered */
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

    /** The first sweep of a process looks at every job: the process before it may have lost signals. */
    public void sweep() {
        Instant now = context.clock().instant();
        boolean all = first.getAndSet(false);
        int[] jobs = new int[1];
        int[] tasks = new int[1];
        watches.forEach(watch -> {
            jobs[0]++;
            tasks[0] += watch instanceof WatchedLevel level ? level.open() : 0;
            if (watch instanceof WatchedLevel watched && (all || rhythm.isDue(watched, now))) {
                pollScheduler.look(watched.job().job(), PollKind.SWEEP);
            }
        });
        context.telemetry().swept(jobs[0], tasks[0]);
    }

    /** Forgets watches that were closed long ago. */
    public void tidy() {
        watches.forgetClosed(context.clock().instant().minus(remember));
    }
}
