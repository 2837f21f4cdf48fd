package io.dropbatch.monitor.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.app.port.Watchlist;
import io.dropbatch.monitor.domain.Watch;
import io.dropbatch.store.Row;
import io.dropbatch.store.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The watched jobs as rows of a table, one a job, and the jobs whose watch was ended lately. */
public final class TableWatchlist implements Watchlist {

    private static final String ACTIVE = "active";
    private static final String CLOSED = "closed";

    private final Rows<WatchRow> active;
    private final Rows<ClosedWatchRow> closed;

    /** Both may be of the same table: their partitions differ. */
    public TableWatchlist(Rows<WatchRow> active, Rows<ClosedWatchRow> closed) {
        this.active = active;
        this.closed = closed;
    }

    @Override
    public Optional<Entry> find(JobId job) {
        return active.find(ACTIVE, job.value()).map(row -> new Entry(row.value().toWatch(), row.etag()));
    }

    @Override
    public void forEach(Consumer<Watch> each) {
        try (Stream<Row<WatchRow>> rows = active.partition(ACTIVE)) {
            rows.forEach(row -> each.accept(row.value().toWatch()));
        }
    }

    @Override
    public boolean add(Watch watch) {
        return active.insert(ACTIVE, watch.job().job().value(), WatchRow.of(watch))
                .isPresent();
    }

    @Override
    public Optional<Entry> replace(Entry entry, Watch watch) {
        WatchRow document = WatchRow.of(watch);
        Row<WatchRow> row = new Row<>(ACTIVE, watch.job().job().value(), document, entry.version());
        return active.replace(row, document).map(now -> new Entry(watch, now.etag()));
    }

    @Override
    public void close(JobId job, Instant now) {
        closed.put(CLOSED, job.value(), new ClosedWatchRow(now));
        active.delete(ACTIVE, job.value());
    }

    @Override
    public boolean isClosed(JobId job) {
        return closed.find(CLOSED, job.value()).isPresent();
    }

    @Override
    public void forgetClosed(Instant before) {
        ended(before).forEach(key -> closed.delete(CLOSED, key));
    }

    private List<String> ended(Instant before) {
        try (Stream<Row<ClosedWatchRow>> rows = closed.partition(CLOSED)) {
            return rows.filter(row -> row.value().at().isBefore(before))
                    .map(Row::key)
                    .toList();
        }
    }
}
