package io.dropbatch.results.adapter.store.history;

import io.dropbatch.store.VersionedRow;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rows of one day after the other, each read when it is asked for. {@link Stream#flatMap} would read the whole day
 * before an iterator has its first row. For one thread, once.
 */
final class RowsOfDays implements Iterator<VersionedRow<AnnouncementRow>> {

    private final Iterator<String> days;
    private final Function<String, Stream<VersionedRow<AnnouncementRow>>> rowsOf;
    private Stream<VersionedRow<AnnouncementRow>> day = Stream.empty();
    private Iterator<VersionedRow<AnnouncementRow>> rows = day.iterator();

    RowsOfDays(List<String> days, Function<String, Stream<VersionedRow<AnnouncementRow>>> rowsOf) {
        this.days = days.iterator();
        this.rowsOf = rowsOf;
    }

    /** Closing it closes what is being read. */
    Stream<VersionedRow<AnnouncementRow>> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false)
                .onClose(() -> day.close());
    }

    @Override
    public boolean hasNext() {
        while (!rows.hasNext() && days.hasNext()) {
            day.close();
            day = rowsOf.apply(days.next());
            rows = day.iterator();
        }
        return rows.hasNext();
    }

    @Override
    public VersionedRow<AnnouncementRow> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.next();
    }
}
