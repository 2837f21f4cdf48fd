package io.dropbatch.monitor.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.domain.LevelWatch;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The jobs that are watched, kept so that a restart continues where the last process ended. */
public interface WatchStore {

    /**
     * A watch as it was read.
     *
     * @param version tells whether another process has replaced the watch since
     */
    record Entry(LevelWatch watch, String version) {}

    Optional<Entry> find(JobId job);

    /** Passes on every watched job. */
    void forEach(Consumer<LevelWatch> each);

    /** Begins a watch; false when the job is watched already. */
    boolean add(LevelWatch watch);

    /** Replaces a watch; empty when another process has replaced or removed it since it was read. */
    Optional<Entry> replace(Entry entry, LevelWatch watch);

    /** Closes the watch for good; a late event must not begin it again. Repeating it is harmless. */
    void close(JobId job, Instant now);

    /** Whether the watch was closed recently. */
    boolean isClosed(JobId job);

    /** Forgets watches that were closed before the given time. */
    void forgetClosed(Instant before);
}
