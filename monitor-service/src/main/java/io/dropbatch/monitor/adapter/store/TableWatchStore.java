package io.dropbatch.monitor.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.VersionedRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Keeps one table row for each watched job, and one for each job whose watch was closed recently. */
public final class TableWatchStore implements WatchStore {

    private static final String ACTIVE = "active";
    private static final String CLOSED = "closed";

    private final RowStore<WatchRow> active;
    private final RowStore<ClosedWatchRow> closed;

    /** Both stores may use the same table, because their partitions differ. */
    public TableWatchStore(RowStore<WatchRow> active, RowStore<ClosedWatchRow> closed) {
        this.active = active;
        this.closed = closed;
    }

    @Override
    public Optional<Entry> find(JobId job) {
        return active.find(ACTIVE, job.value()).map(row -> new Entry(row.value().toWatch(), row.etag()));
    }

    @Override
    public void forEach(Consumer<LevelWatch> each) {
        try (Stream<VersionedRow<WatchRow>> rows = active.partition(ACTIVE)) {
            rows.forEach(row -> each.accept(row.value().toWatch()));
        }
    }

    @Override
    public boolean add(LevelWatch watch) {
        return active.insert(ACTIVE, watch.job().job().value(), WatchRow.of(watch))
                .isPresent();
    }

    @Override
    public Optional<Entry> replace(Entry entry, LevelWatch watch) {
        WatchRow document = WatchRow.of(watch);
        VersionedRow<WatchRow> row =
                new VersionedRow<>(ACTIVE, watch.job().job().value(), document, entry.version());
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
        try (Stream<VersionedRow<ClosedWatchRow>> rows = closed.partition(CLOSED)) {
            return rows.filter(row -> row.value().at().isBefore(before))
                    .map(VersionedRow::key)
                    .toList();
        }
    }
}
