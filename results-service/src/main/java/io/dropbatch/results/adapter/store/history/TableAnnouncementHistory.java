package io.dropbatch.results.adapter.store.history;

import io.dropbatch.model.event.EventType;
import io.dropbatch.results.app.port.AnnouncementHistory;
import io.dropbatch.results.domain.history.HistoryPlace;
import io.dropbatch.results.domain.history.KeptEvent;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.store.VersionedRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Keeps a partition for each day, and an index of the days. */
public final class TableAnnouncementHistory implements AnnouncementHistory {

    private static final String DAYS = "event-days";
    private static final String DAY = "events-";
    private static final int FORGOTTEN_AT_A_TIME = 5000;

    private final RowStore<AnnouncementRow> events;
    private final RowStore<HistoryDayRow> days;
    private final Set<LocalDate> indexed = ConcurrentHashMap.newKeySet();

    TableAnnouncementHistory(RowStore<AnnouncementRow> events, RowStore<HistoryDayRow> days) {
        this.events = events;
        this.days = days;
    }

    /** In the service's own table, where its partitions have names of their own. */
    public static TableAnnouncementHistory of(StorageAccount account, String table) {
        return new TableAnnouncementHistory(
                account.rows(table, AnnouncementRow.class), account.rows(table, HistoryDayRow.class));
    }

    /** Writes the index first: a day without events is read in vain, events of an unknown day would be lost. */
    @Override
    public void keep(KeptEvent event) {
        LocalDate day = event.place().day();
        if (!indexed.contains(day)) {
            days.put(DAYS, day.toString(), new HistoryDayRow(day.toString()));
            indexed.add(day);
        }
        AnnouncementRow row = new AnnouncementRow(event.type().value(), event.workload(), event.body());
        events.put(DAY + day, event.place().text(), row);
    }

    @Override
    public Stream<KeptEvent> after(HistoryPlace place) {
        RowsOfDays rows =
                new RowsOfDays(days(place.day().minusDays(1)), day -> events.partition(DAY + day, place.text()));
        return rows.stream().flatMap(TableAnnouncementHistory::event);
    }

    private List<String> days(LocalDate after) {
        try (Stream<VersionedRow<HistoryDayRow>> known = days.partition(DAYS, after.toString())) {
            return known.map(VersionedRow::key).toList();
        }
    }

    /** A type that only a later version knows is left out; that version shows it. */
    private static Stream<KeptEvent> event(VersionedRow<AnnouncementRow> row) {
        AnnouncementRow kept = row.value();
        return EventType.named(kept.type())
                .flatMap(type -> HistoryPlace.parse(row.key())
                        .map(place -> new KeptEvent(place, type, kept.workload(), kept.event())))
                .stream();
    }

    @Override
    public int forget(LocalDate before) {
        int forgotten = 0;
        for (String day : days.partition(DAYS).map(VersionedRow::key).toList()) {
            if (day.compareTo(before.toString()) >= 0 || forgotten == FORGOTTEN_AT_A_TIME) {
                return forgotten;
            }
            forgotten += forgetSomeOf(day, FORGOTTEN_AT_A_TIME - forgotten);
        }
        return forgotten;
    }

    private int forgetSomeOf(String day, int most) {
        try (Stream<VersionedRow<AnnouncementRow>> rows = events.partition(DAY + day)) {
            List<String> keys = rows.limit(most).map(VersionedRow::key).toList();
            events.deleteAll(DAY + day, keys);
            if (keys.size() < most) {
                days.delete(DAYS, day);
            }
            return keys.size();
        }
    }
}
