package io.dropbatch.scheduler.domain.queue;

import static io.dropbatch.scheduler.ExampleJobs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.ExampleJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreedPlacesTest {

    private final FreedPlaces freed = new FreedPlaces();

    @Test
    void estimates_by_the_rate_at_which_places_became_free() {
        end(5, Duration.ofMinutes(1));

        Instant now = NOON.plus(Duration.ofMinutes(5));

        // Five places within four minutes: one a minute.
        assertThat(freed.estimate(1, now)).contains(new StartEstimate(Duration.ofMinutes(1), 5));
        assertThat(freed.estimate(6, now)).contains(new StartEstimate(Duration.ofMinutes(6), 5));
    }

    @Test
    void becomes_longer_while_nothing_becomes_free() {
        end(5, Duration.ofMinutes(1));

        assertThat(freed.estimate(1, NOON.plus(Duration.ofMinutes(13)))
                        .orElseThrow()
                        .delay())
                .isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void estimates_nothing_by_two_places_or_by_places_that_became_free_at_once() {
        end(2, Duration.ofMinutes(1));
        assertThat(freed.estimate(1, NOON.plus(Duration.ofMinutes(2)))).isEmpty();

        FreedPlaces atOnce = new FreedPlaces();
        atOnce.see(jobs(0, 4), jobs(0, 4), NOON);
        atOnce.see(Set.of(), Set.of(), NOON.plusSeconds(5));
        assertThat(atOnce.estimate(1, NOON.plusSeconds(5))).isEmpty();
    }

    @Test
    void forgets_what_was_long_ago() {
        end(5, Duration.ofMinutes(1));

        Instant later = NOON.plus(Duration.ofHours(1));
        freed.see(Set.of(), Set.of(), later);

        assertThat(freed.estimate(1, later)).isEmpty();
    }

    @Test
    void does_not_count_a_job_that_went_back_into_the_queue() {
        for (int i = 0; i < 10; i++) {
            freed.see(jobs(0, 2), jobs(0, 2), NOON.plusSeconds(20L * i));
            freed.see(Set.of(), jobs(0, 2), NOON.plusSeconds(20L * i + 10));
        }

        assertThat(freed.estimate(1, NOON.plusSeconds(300))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT3S, about 10 seconds",
        "PT41S, about 50 seconds",
        "PT89S, about 90 seconds",
        "PT90S, about 2 minutes",
        "PT4M10S, about 4 minutes",
        "PT89M, about 89 minutes",
        "PT100M, about 2 hours",
        "PT26H, about 26 hours",
    })
    void says_no_more_than_is_known(Duration wait, String words) {
        assertThat(new StartEstimate(wait, 3).words()).isEqualTo(words);
    }

    /** The given number of jobs ends, one after each pause. */
    private void end(int number, Duration pause) {
        for (int ended = 0; ended <= number; ended++) {
            freed.see(jobs(ended, number), jobs(ended, number), NOON.plus(pause.multipliedBy(ended)));
        }
    }

    private static Set<JobId> jobs(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> JobId.of(ExampleJobs.submission("sum", "d" + i), 1))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
