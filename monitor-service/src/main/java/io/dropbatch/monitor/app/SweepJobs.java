package io.dropbatch.monitor.app;

import io.dropbatch.monitor.app.port.Watchlist;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.SweepRhythm;
import io.dropbatch.monitor.domain.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks at every job that has not been looked at for a while: the truth does not depend on signals. */
public final class SweepJobs {

    private final Watchlist watchlist;
    private final Lookout lookout;
    private final SweepRhythm rhythm;
    private final Duration remember;
    private final Environment environment;
    private final AtomicBoolean first = new AtomicBoolean(true);

    /**
     * @param remember how long the end of a watch is kept in mind
     */
    public SweepJobs(
            Watchlist watchlist, Lookout lookout, SweepRhythm rhythm, Duration remember, Environment environment) {
        this.watchlist = watchlist;
        this.lookout = lookout;
        this.rhythm = rhythm;
        this.remember = remember;
        this.environment = environment;
    }

    /** The first sweep of a process looks at everything: signals that it had taken may have died with the last one. */
    public void sweep() {
        Instant now = environment.clock().instant();
        boolean all = first.getAndSet(false);
        int[] jobs = new int[1];
        watchlist.forEach(watch -> {
            jobs[0]++;
            if (watch instanceof Watching watching && (all || rhythm.isDue(watching, now))) {
                lookout.look(watching.job().job(), Look.SWEEP);
            }
        });
        environment.telemetry().swept(jobs[0]);
    }

    /** Forgets old ends. */
    public void tidy() {
        watchlist.forgetClosed(environment.clock().instant().minus(remember));
    }
}
