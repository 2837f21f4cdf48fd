package io.dropbatch.model.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Backoff BACKOFF = Backoff.doubling(Duration.ofSeconds(1), Duration.ofMinutes(2));

    @Test
    void doubles_up_to_the_longest() {
        assertThat(IntStream.rangeClosed(1, 9).mapToObj(BACKOFF::after).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 120L, 120L);
        assertThat(BACKOFF.after(1000)).hasMinutes(2);
    }

    @Test
    void full_jitter_spreads_a_pause_from_nothing_to_its_whole_length() {
        assertThat(BACKOFF.withFullJitter(() -> 0).after(3)).isZero();
        assertThat(BACKOFF.withFullJitter(() -> 0.5).after(3)).hasSeconds(2);
        assertThat(BACKOFF.withFullJitter(() -> 0.5).after(1000)).hasMinutes(1);
    }

    @Test
    void callers_with_jitter_do_not_come_back_together() {
        Backoff spread = BACKOFF.withFullJitter(new Random(7)::nextDouble);

        assertThat(IntStream.range(0, 100).mapToObj(caller -> spread.after(8)).distinct())
                .hasSizeGreaterThan(90)
                .allMatch(pause -> pause.compareTo(Duration.ofMinutes(2)) < 0);
    }

    @Test
    void a_longest_pause_below_the_first_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backoff.doubling(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
