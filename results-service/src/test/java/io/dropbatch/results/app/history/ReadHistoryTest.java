package io.dropbatch.results.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.results.adapter.store.history.InMemoryAnnouncementHistory;
import io.dropbatch.results.app.history.ReadHistory.HistoryPage;
import io.dropbatch.results.app.port.AnnouncementHistory;
import io.dropbatch.results.domain.history.HistoryFilter;
import io.dropbatch.results.domain.history.HistoryPlace;
import io.dropbatch.results.domain.history.KeptEvent;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadHistoryTest {

    private static final Instant START = Instant.parse("2026-11-20T23:59:58Z");
    private static final HistoryPlace ALL = HistoryPlace.at(Instant.EPOCH);
    private static final HistoryFilter ANY = new HistoryFilter(Set.of(), null);

    private final SettableClock clock = new SettableClock(START);
    private final AnnouncementHistory history = InMemoryAnnouncementHistory.create();
    private final KeepAnnouncement keep = new KeepAnnouncement(history, true, clock);
    private final ReadHistory read = new ReadHistory(history, clock);

    @Test
    void pages_hold_everything_once_in_order_over_the_days() {
        for (int i = 0; i < 7; i++) {
            keep("words", i);
            clock.advance(Duration.ofSeconds(i == 3 ? 200_000 : 1));
        }
        clock.advance(Duration.ofSeconds(3));

        List<String> bodies = new ArrayList<>();
        HistoryPage page = read.read(ANY, ALL, 3);
        while (page.more()) {
            bodies.addAll(bodies(page));
            page = read.read(ANY, HistoryPlace.parse(page.next().text()).orElseThrow(), 3);
        }
        bodies.addAll(bodies(page));

        assertThat(bodies).containsExactly("0", "1", "2", "3", "4", "5", "6");
        assertThat(read.read(ANY, page.next(), 3)).isEqualTo(new HistoryPage(List.of(), page.next(), false));
        assertThat(bodies(read.read(ANY, HistoryPlace.at(START.plusSeconds(2)), 3)))
                .containsExactly("2", "3", "4");
    }

    /** A service may still be writing a row with an earlier place. */
    @Test
    void shows_nothing_before_everything_before_it_can_be_seen() {
        clock.advance(Duration.ofMillis(500));
        keep("words", 2);
        clock.advance(Duration.ofMillis(2499));
        HistoryPage tooEarly = read.read(ANY, ALL, 10);
        history.keep(kept("words", 1, START));

        clock.advance(Duration.ofMillis(501));
        HistoryPage later = read.read(ANY, tooEarly.next(), 10);

        assertThat(tooEarly).isEqualTo(new HistoryPage(List.of(), ALL, false));
        assertThat(bodies(later)).containsExactly("1", "2");
    }

    @Test
    void shows_what_was_kept_twice_once() {
        keep("words", 1);
        clock.advance(Duration.ofSeconds(20));
        keep("words", 1);
        clock.advance(Duration.ofMillis(1));
        keep("words", 2);
        clock.advance(Duration.ofSeconds(3));

        assertThat(bodies(read.read(ANY, ALL, 10))).containsExactly("1", "2");
    }

    @Test
    void chooses_by_type_and_workload_and_goes_on_behind_what_it_left_out() {
        keep("words", 1);
        clock.advance(Duration.ofMillis(1));
        keep("prices", 2);
        clock.advance(Duration.ofSeconds(3));
        HistoryFilter prices = new HistoryFilter(Set.of(EventType.JOB_PROGRESSED), "prices");

        HistoryPage page = read.read(prices, ALL, 1);

        assertThat(bodies(page)).containsExactly("2");
        assertThat(read.read(new HistoryFilter(Set.of(EventType.OUTPUT_READY), null), ALL, 1))
                .isEqualTo(new HistoryPage(List.of(), page.next(), false));
    }

    @Test
    void writes_again_further_on_what_took_so_long_that_readers_may_have_passed() {
        List<Instant> places = new ArrayList<>();
        AnnouncementHistory slow = new SlowHistory(places, List.of(1001L, 10L));

        new KeepAnnouncement(slow, true, clock).keep(event("words", 1), "1");

        assertThat(places).containsExactly(START, START.plusMillis(1001));
        KeepAnnouncement tooSlow = new KeepAnnouncement(new SlowHistory(places, List.of(1001L)), true, clock);
        assertThatThrownBy(() -> tooSlow.keep(event("words", 1), "1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000 ms");
    }

    @Test
    void keeps_nothing_where_that_is_switched_off() {
        new KeepAnnouncement(history, false, clock).keep(event("words", 1), "1");
        clock.advance(Duration.ofSeconds(3));

        assertThat(bodies(read.read(ANY, ALL, 10))).isEmpty();
    }

    @Test
    void forgets_whole_days_some_thousand_rows_at_a_time() {
        for (int i = 0; i < 5001; i++) {
            history.keep(kept("words", i, START));
        }
        history.keep(kept("words", 5001, START.plusSeconds(2)));
        clock.advance(Duration.ofDays(30));
        ForgetAnnouncements forget = new ForgetAnnouncements(history, Duration.ofDays(30), clock);

        forget.sweep();
        assertThat(history.after(ALL)).hasSize(5002);

        clock.advance(Duration.ofSeconds(2));
        forget.sweep();
        assertThat(history.after(ALL)).hasSize(2);

        forget.sweep();
        forget.sweep();
        assertThat(history.after(ALL)).extracting(KeptEvent::body).containsExactly("5001");
    }

    @Test
    void knows_its_own_places_and_no_others() {
        HistoryPlace place = HistoryPlace.of(START, "abc2");

        assertThat(HistoryPlace.parse(place.text())).contains(place);
        assertThat(HistoryPlace.at(Instant.MIN)).isEqualTo(ALL);
        assertThat(HistoryPlace.at(Instant.MAX).text()).isEqualTo("9999999999999");
        assertThat(Stream.of("", "1", "0000000000000-", "0000000000000-A", "0000000000000'--", "99999999999999")
                        .flatMap(text -> HistoryPlace.parse(text).stream()))
                .isEmpty();
    }

    private void keep(String workload, int number) {
        keep.keep(event(workload, number), Integer.toString(number));
    }

    private static KeptEvent kept(String workload, int number, Instant time) {
        DomainEvent event = event(workload, number);
        HistoryPlace place = HistoryPlace.of(time, event.id().value());
        return new KeptEvent(place, event.type(), workload, Integer.toString(number));
    }

    private static DomainEvent event(String workload, int number) {
        SubmissionId submission = new SubmissionId(workload + "-aaaaaaaaaaaaaaaaaaaa");
        return new JobProgressed(submission, workload, JobId.of(submission, 1), 0, 1, 10_000, number, 0);
    }

    private static List<String> bodies(HistoryPage page) {
        return page.events().stream().map(KeptEvent::body).toList();
    }

    /** Takes so many milliseconds for each row, and for all further ones as long as for the last. */
    private final class SlowHistory implements AnnouncementHistory {

        private final List<Instant> places;
        private final List<Long> pauses;
        private int rows;

        SlowHistory(List<Instant> places, List<Long> pauses) {
            this.places = places;
            this.pauses = pauses;
        }

        @Override
        public void keep(KeptEvent event) {
            places.add(event.place().keptAt());
            clock.advance(Duration.ofMillis(pauses.get(Math.min(rows++, pauses.size() - 1))));
        }

        @Override
        public Stream<KeptEvent> after(HistoryPlace place) {
            return Stream.of();
        }

        @Override
        public int forget(LocalDate before) {
            return 0;
        }
    }
}
