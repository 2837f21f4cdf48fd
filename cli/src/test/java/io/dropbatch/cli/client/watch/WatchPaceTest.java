package io.dropbatch.cli.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WatchPaceTest {

    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final WatchPace pace = new WatchPace();

    @Test
    void looks_again_soon_after_news_that_tells_nothing_of_the_end() {
        pace.next(true, 0, Duration.ZERO);
        pace.next(false, 0, Duration.ofMinutes(59));

        assertThat(pace.next(true, 0, Duration.ofHours(1))).isEqualTo(SHORTEST);
    }

    @Test
    void waits_longer_and_longer_without_news_but_never_more_than_a_second() {
        pace.next(true, 0, Duration.ZERO);

        List<Duration> pauses = IntStream.rangeClosed(0, 100)
                .mapToObj(tenth -> pace.next(false, 0, Duration.ofMillis(100L * tenth)))
                .toList();

        assertThat(pauses).isSorted().startsWith(SHORTEST).endsWith(SECOND);
    }

    @Test
    void looks_oftener_the_nearer_the_end_is_by_what_is_completed() {
        // Half after ten seconds: the end is expected after twenty.
        pace.next(true, .5, Duration.ofSeconds(10));

        assertThat(Stream.of(14, 18, 19, 20, 21, 25)
                        .map(seconds -> pace.next(false, .5, Duration.ofSeconds(seconds))
                                .toMillis()))
                .containsExactly(1000L, 500L, 250L, 50L, 111L, 555L);
    }

    @Test
    void expects_the_end_anew_at_each_news() {
        pace.next(true, .5, Duration.ofSeconds(10));

        assertThat(pace.next(true, .75, Duration.ofSeconds(18))).isEqualTo(SECOND);
        assertThat(pace.next(true, .99, Duration.ofSeconds(19))).isEqualTo(SHORTEST);
    }

    @Test
    void sees_the_end_of_short_work_soon_whatever_was_forecast() {
        assertThat(pace.next(true, .001, Duration.ofMillis(20))).isEqualTo(SHORTEST);
        assertThat(pace.next(false, .001, Duration.ofMillis(800))).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void leaves_long_work_alone() {
        assertThat(pace.next(true, .01, Duration.ofMinutes(1))).isEqualTo(SECOND);
        assertThat(pace.next(false, .01, Duration.ofMinutes(2))).isEqualTo(SECOND);
    }
}
