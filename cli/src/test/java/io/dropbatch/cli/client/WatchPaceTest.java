package io.dropbatch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchPaceTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final WatchPace pace = new WatchPace();

    @Test
    void looks_again_soon_after_news() {
        for (int i = 0; i < 100; i++) {
            pace.next(false, false, SECOND);
        }

        assertThat(pace.next(false, true, Duration.ofHours(1))).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void waits_longer_and_longer_without_news_but_never_more_than_a_second() {
        Duration before = pace.next(false, true, SECOND);
        for (int i = 0; i < 100; i++) {
            Duration next = pace.next(false, false, SECOND);
            assertThat(next).isBetween(before, SECOND);
            before = next;
        }

        assertThat(before).isEqualTo(SECOND);
    }

    @Test
    void sees_the_end_of_short_work_soon_and_leaves_long_work_alone() {
        assertThat(pace.next(true, true, Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(50));
        assertThat(pace.next(true, true, Duration.ofMillis(800))).isEqualTo(Duration.ofMillis(200));
        assertThat(pace.next(true, false, Duration.ofMinutes(1))).isEqualTo(SECOND);
    }
}
