package io.dropbatch.localazure.storage.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.storage.events.UnreliableDelivery.Copy;
import io.dropbatch.localazure.storage.events.UnreliableDelivery.Rates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnreliableDeliveryTest {

    private static final int EVENTS = 10_000;
    private static final Rates RATES = new Rates(5, 10, Duration.ofSeconds(3));

    @Test
    void loses_and_duplicates_as_many_events_as_it_is_told() {
        Map<Integer, Long> byCopies =
                delivered(RATES, 1).stream().collect(Collectors.groupingBy(List::size, Collectors.counting()));

        assertThat(byCopies.get(0)).isBetween(400L, 600L);
        assertThat(byCopies.get(2)).isBetween(850L, 1150L);
        assertThat(byCopies.get(1)).isEqualTo(EVENTS - byCopies.get(0) - byCopies.get(2));
    }

    @Test
    void delays_every_copy_by_at_most_the_latest_time_so_that_events_change_places() {
        List<Duration> delays = delivered(RATES, 1).stream()
                .flatMap(List::stream)
                .map(Copy::after)
                .toList();

        assertThat(delays).allMatch(delay -> !delay.isNegative() && delay.compareTo(Duration.ofSeconds(3)) <= 0);
        assertThat(IntStream.range(1, delays.size())
                        .filter(i -> delays.get(i).compareTo(delays.get(i - 1)) < 0)
                        .count())
                .isGreaterThan(EVENTS / 3);
    }

    @Test
    void gives_a_copy_a_message_id_of_its_own_and_the_same_content() {
        List<Copy> copies = delivered(new Rates(0, 100, Duration.ZERO), 1).getFirst();

        assertThat(copies).extracting(copy -> copy.event().id()).containsExactly("0", "0~2");
        assertThat(copies.getLast().event().body())
                .isEqualTo(copies.getFirst().event().body());
    }

    @Test
    void repeats_itself_with_the_same_seed_only() {
        List<Integer> first = delivered(RATES, 7).stream().map(List::size).toList();

        assertThat(delivered(RATES, 7).stream().map(List::size)).isEqualTo(first);
        assertThat(delivered(RATES, 8).stream().map(List::size)).isNotEqualTo(first);
    }

    @Test
    void refuses_rates_that_are_none() {
        assertThatThrownBy(() -> new Rates(60, 50, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rates(-1, 0, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<List<Copy>> delivered(Rates rates, long seed) {
        UnreliableDelivery delivery = new UnreliableDelivery(rates, seed);
        return IntStream.range(0, EVENTS)
                .mapToObj(
                        number -> new BlobEvent("q", Integer.toString(number), new byte[] {1}, "text/plain", Map.of()))
                .map(delivery::copies)
                .toList();
    }
}
