package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.monitor.domain.LevelWatch;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts how often watches are read, one at a time. */
final class CountingWatchStore implements WatchStore {

    private final WatchStore watches;
    int readings;

    CountingWatchStore(WatchStore watches) {
        this.watches = watches;
    }

    @Override
    public Optional<Entry> find(JobId job) {
        readings++;
        return watches.find(job);
    }

    @Override
    public void forEach(Consumer<LevelWatch> each) {
        watches.forEach(each);
    }

    @Override
    public boolean add(LevelWatch watch) {
        return watches.add(watch);
    }

    @Override
    public Optional<Entry> replace(Entry entry, LevelWatch watch) {
        return watches.replace(entry, watch);
    }

    @Override
    public void close(JobId job, Instant now) {
        watches.close(job, now);
    }

    @Override
    public boolean isClosed(JobId job) {
        return watches.isClosed(job);
    }

    @Override
    public void forgetClosed(Instant before) {
        watches.forgetClosed(before);
    }
}
