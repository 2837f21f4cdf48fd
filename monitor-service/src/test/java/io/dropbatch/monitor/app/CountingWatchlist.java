package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.app.port.Watchlist;
import io.dropbatch.monitor.domain.Watch;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts how often watches are read, one at a time. */
final class CountingWatchlist implements Watchlist {

    private final Watchlist watchlist;
    int readings;

    CountingWatchlist(Watchlist watchlist) {
        this.watchlist = watchlist;
    }

    @Override
    public Optional<Entry> find(JobId job) {
        readings++;
        return watchlist.find(job);
    }

    @Override
    public void forEach(Consumer<Watch> each) {
        watchlist.forEach(each);
    }

    @Override
    public boolean add(Watch watch) {
        return watchlist.add(watch);
    }

    @Override
    public Optional<Entry> replace(Entry entry, Watch watch) {
        return watchlist.replace(entry, watch);
    }

    @Override
    public void close(JobId job, Instant now) {
        watchlist.close(job, now);
    }

    @Override
    public boolean isClosed(JobId job) {
        return watchlist.isClosed(job);
    }

    @Override
    public void forgetClosed(Instant before) {
        watchlist.forgetClosed(before);
    }
}
