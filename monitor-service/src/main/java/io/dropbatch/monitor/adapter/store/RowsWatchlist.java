package io.dropbatch.monitor.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.app.Watchlist;
import io.dropbatch.monitor.domain.Watch;
import io.dropbatch.store.Row;
import io.dropbatch.store.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The watched jobs as rows of a table, one a job, and the jobs whose watch was ended lately. */
public final class RowsWatchlist implements Watchlist {

    /** When a watch was ended. */
    public record Closed(Instant at) {}

    private static final String ACTIVE = "active";
    private static final String CLOSED = "closed";

    private final Rows<WatchDocument> active;
    private final Rows<Closed> closed;

    /** Both may be of the same table: their partitions differ. */
    public RowsWatchlist(Rows<WatchDocument> active, Rows<Closed> closed) {
        this.active = active;
        this.closed = closed;
    }

    @Override
    public Optional<Entry> find(JobId job) {
        return active.find(ACTIVE, job.value()).map(row -> new Entry(row.value().toWatch(), row.etag()));
    }

    @Override
    public void forEach(Consumer<Watch> each) {
        try (Stream<Row<WatchDocument>> rows = active.partition(ACTIVE)) {
            rows.forEach(row -> each.accept(row.value().toWatch()));
        }
    }

    @Override
    public boolean add(Watch watch) {
        return active.insert(ACTIVE, watch.job().job().value(), WatchDocument.of(watch))
                .isPresent();
    }

    @Override
    public Optional<Entry> replace(Entry entry, Watch watch) {
        WatchDocument document = WatchDocument.of(watch);
        Row<WatchDocument> row = new Row<>(ACTIVE, watch.job().job().value(), document, entry.version());
        return active.replace(row, document).map(now -> new Entry(watch, now.etag()));
    }

    @Override
    public void close(JobId job, Instant now) {
        closed.put(CLOSED, job.value(), new Closed(now));
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
        try (Stream<Row<Closed>> rows = closed.partition(CLOSED)) {
            return rows.filter(row -> row.value().at().isBefore(before))
                    .map(Row::key)
                    .toList();
        }
    }
}
