package io.dropbatch.results.app.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterCount;
import io.dropbatch.model.deadletter.DeadLetterNote;
import io.dropbatch.results.app.port.DeadLetterQueues;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ListDeadLettersTest {

    private static final BusEntity QUEUE = BusEntity.of("scheduler-work");
    private static final Instant NOW = Instant.parse("2026-11-29T09:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final CountedQueues queues = new CountedQueues();
    private final ListDeadLetters list = new ListDeadLetters(queues, clock);
    private final SettleDeadLetters settle = new SettleDeadLetters(queues, list);

    @Test
    void asks_the_bus_for_counts_once_in_ten_seconds_however_many_pages_are_open() {
        list.counts();
        clock.advance(Duration.ofSeconds(10));
        list.counts();
        assertThat(queues.counted).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        list.counts();
        assertThat(queues.counted).isEqualTo(2);
    }

    @Test
    void counts_anew_after_something_was_settled_even_if_that_failed() {
        list.counts();
        settle.settle(DeadLetterNote.Action.DISCARDED, QUEUE, Set.of(1L), "ann");
        list.counts();
        queues.failing = true;
        assertThatThrownBy(() -> settle.settle(DeadLetterNote.Action.DISCARDED, QUEUE, Set.of(1L), "ann"))
                .hasMessage("the bus is gone");
        list.counts();

        assertThat(queues.counted).isEqualTo(3);
    }

    @Test
    void a_page_says_where_the_next_one_begins() {
        assertThat(list.page(QUEUE, 0, 2))
                .satisfies(page -> assertThat(page.letters())
                        .extracting(DeadLetter::number)
                        .containsExactly(1L, 2L))
                .satisfies(page -> assertThat(page.next()).isEqualTo(3));
        assertThat(list.page(QUEUE, 3, 2))
                .satisfies(page -> assertThat(page.letters())
                        .extracting(DeadLetter::number)
                        .containsExactly(3L))
                .satisfies(page -> assertThat(page.next()).isNull());
    }

    @Test
    void who_says_no_name_is_somebody() {
        settle.settle(DeadLetterNote.Action.REPLAYED, QUEUE, Set.of(1L), " ");

        assertThat(queues.by).isEqualTo("somebody");
    }

    @Test
    void tells_what_was_done_before_with_what_is_not_there() {
        SettleDeadLetters.Settlement settlement =
                settle.settle(DeadLetterNote.Action.REPLAYED, QUEUE, Set.of(3L, 7L), "ann");

        assertThat(settlement.done()).containsExactly(3L);
        assertThat(settlement.missing()).containsExactly(7L);
        assertThat(settlement.notes())
                .extracting(note -> note.letter().number())
                .containsExactly(7L);
    }

    /** A queue with the letters 1, 2 and 3, which counts how often it is counted. */
    private static final class CountedQueues implements DeadLetterQueues {

        private int counted;
        private boolean failing;
        private String by = "";

        private static DeadLetter letter(long number) {
            return new DeadLetter(QUEUE.name(), number, "id", NOW, 10, "Broken", "", Map.of(), "body");
        }

        @Override
        public List<DeadLetterCount> counts() {
            counted++;
            return List.of(new DeadLetterCount(QUEUE, 3));
        }

        @Override
        public List<DeadLetter> look(BusEntity entity, long from, int most) {
            return LongStream.rangeClosed(Math.max(1, from), 3)
                    .limit(most)
                    .mapToObj(CountedQueues::letter)
                    .toList();
        }

        @Override
        public Set<Long> settle(DeadLetterNote.Action action, BusEntity entity, Set<Long> numbers, String person) {
            if (failing) {
                throw new IllegalStateException("the bus is gone");
            }
            by = person;
            return numbers.contains(3L) ? Set.of(3L) : Set.of();
        }

        @Override
        public List<DeadLetterNote> notes(int most) {
            return List.of();
        }

        @Override
        public List<DeadLetterNote> notesOf(BusEntity entity, Set<Long> numbers, int most) {
            return numbers.stream()
                    .limit(most)
                    .map(number -> new DeadLetterNote(DeadLetterNote.Action.DISCARDED, "bob", NOW, letter(number)))
                    .toList();
        }
    }
}
