package io.dropbatch.results.adapter.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.store.VersionedRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowsOfDaysTest {

    private final List<String> read = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    @Test
    void gives_the_rows_of_all_days_in_order() {
        try (Stream<VersionedRow<AnnouncementRow>> rows = rows(List.of("monday", "tuesday", "friday"), 2)) {
            assertThat(rows.map(VersionedRow::key))
                    .containsExactly("monday-0", "monday-1", "tuesday-0", "tuesday-1", "friday-0", "friday-1");
        }
        assertThat(closed).containsExactly("monday", "tuesday", "friday");
    }

    @Test
    void reads_no_more_than_is_asked_for_and_closes_what_it_was_reading() {
        try (Stream<VersionedRow<AnnouncementRow>> rows = rows(List.of("monday", "tuesday"), 1000)) {
            Iterator<String> keys =
                    rows.flatMap(row -> Stream.of(row.key())).limit(500).iterator();

            assertThat(keys.next()).isEqualTo("monday-0");
            assertThat(keys.next()).isEqualTo("monday-1");
        }
        assertThat(read).hasSizeLessThanOrEqualTo(3);
        assertThat(closed).containsExactly("monday");
    }

    @Test
    void days_without_rows_are_passed_over() {
        assertThat(rows(List.of("monday", "tuesday"), 0)).isEmpty();
        assertThat(rows(List.of(), 1)).isEmpty();
    }

    private Stream<VersionedRow<AnnouncementRow>> rows(List<String> days, int ofEach) {
        return new RowsOfDays(days, day -> day(day, ofEach)).stream();
    }

    private Stream<VersionedRow<AnnouncementRow>> day(String day, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(number -> day + "-" + number)
                .peek(read::add)
                .map(key -> new VersionedRow<>(day, key, new AnnouncementRow("type", "words", "{}"), "etag"))
                .onClose(() -> closed.add(day));
    }
}
