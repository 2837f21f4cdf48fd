package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.app.port.Watchlist;
import io.dropbatch.monitor.domain.Look;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process noted last of the jobs it looks at, so that not each signal costs a reading. It may be behind what
 * another process has noted: that shows when it is to be replaced. Sweeps always read. Safe for use by several threads.
 */
final class LastNoted {

    /** A watch of a million tasks holds a quarter of a megabyte. */
    private static final int MOST = 64;

    private final Watchlist watchlist;
    private final Map<JobId, Watchlist.Entry> entries = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Watchlist.Entry> eldest) {
            return size() > MOST;
        }
    };

    LastNoted(Watchlist watchlist) {
        this.watchlist = watchlist;
    }

    Optional<Watchlist.Entry> find(JobId job, Look look) {
        Optional<Watchlist.Entry> known = look == Look.SIGNAL ? known(job) : Optional.empty();
        return known.or(() -> watchlist.find(job));
    }

    private synchronized Optional<Watchlist.Entry> known(JobId job) {
        return Optional.ofNullable(entries.get(job));
    }

    synchronized void keep(JobId job, Watchlist.Entry entry) {
        entries.put(job, entry);
    }

    synchronized void forget(JobId job) {
        entries.remove(job);
    }
}
