package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.monitor.domain.PollKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Caches the watches that this process stored last, so that a signal does not cost a read. A cached watch may be older
 * than the stored one: then replacing it fails. Sweeps always read the store. Safe for use by several threads.
 */
final class LastNoted {

    /** A watch of a million tasks holds a quarter of a megabyte. */
    private static final int MOST = 64;

    private final WatchStore watches;
    private final Map<JobId, WatchStore.Entry> entries = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, WatchStore.Entry> eldest) {
            return size() > MOST;
        }
    };

    LastNoted(WatchStore watches) {
        this.watches = watches;
    }

    Optional<WatchStore.Entry> find(JobId job, PollKind kind) {
        Optional<WatchStore.Entry> known = kind == PollKind.SIGNAL ? known(job) : Optional.empty();
        return known.or(() -> watches.find(job));
    }

    private synchronized Optional<WatchStore.Entry> known(JobId job) {
        return Optional.ofNullable(entries.get(job));
    }

    synchronized void keep(JobId job, WatchStore.Entry entry) {
        entries.put(job, entry);
    }

    synchronized void forget(JobId job) {
        entries.remove(job);
    }
}
