package io.dropbatch.monitor.app;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.monitor.app.port.Watchlist;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Watching;
import java.util.Optional;

/** Begins to watch a level when its tasks are on Batch, and stops when its job is closed. */
public final class WatchJob {

    private final Watchlist watchlist;
    private final Lookout lookout;
    private final Environment environment;

    public WatchJob(Watchlist watchlist, Lookout lookout, Environment environment) {
        this.watchlist = watchlist;
        this.lookout = lookout;
        this.environment = environment;
    }

    /** A second announcement of the same level, or one of an earlier level, changes nothing. */
    public Reaction scheduled(JobScheduled scheduled) {
        if (!watchlist.isClosed(scheduled.job())) {
            begin(Watching.begin(scheduled, environment.clock().instant()));
            lookout.look(scheduled.job(), Look.SWEEP);
        }
        return Reaction.none();
    }

    public Reaction closed(JobClosed closed) {
        watchlist.close(closed.job(), environment.clock().instant());
        environment.telemetry().closed(closed.job());
        return Reaction.none();
    }

    private void begin(Watching level) {
        Optional<Watchlist.Entry> entry = watchlist.find(level.job().job());
        boolean begun = entry.isEmpty() ? watchlist.add(level) : advance(entry.get(), level);
        if (begun) {
            environment.telemetry().opened(level);
        }
    }

    private boolean advance(Watchlist.Entry entry, Watching level) {
        if (entry.watch().level() >= level.level()) {
            return false;
        }
        if (watchlist.replace(entry, level).isEmpty()) {
            throw new IllegalStateException("the watch of " + level.job().job() + " changed meanwhile: try again");
        }
        return true;
    }
}
