package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.results.House;
import io.dropbatch.results.Story;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Drops that ended long ago. */
class ForgetTest {

    private static final Duration REMEMBER = Duration.ofDays(30);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final House house = House.inMemory(clock);

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void forgets_a_drop_and_its_outcome_when_its_time_is_over() {
        Story story = ready("d1");
        clock.advance(REMEMBER);
        sweep();
        assertThat(house.browse.recent(10)).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        sweep();

        assertThat(house.browse.recent(10)).isEmpty();
        assertThat(house.browse.status(story.submission)).isEmpty();
        assertThat(house.table.outcomes().find(story.job)).isEmpty();
        assertThat(house.browse.manifest(story.submission)).isPresent();
        assertThat(story.postedStatus().state()).isEqualTo(State.READY);
    }

    @Test
    void keeps_younger_drops_and_those_that_have_not_ended() {
        Story open = Story.accepted(house, clock.instant(), "open", 1);
        house.status.accepted(open.acceptedFact());
        clock.advance(REMEMBER.plusSeconds(1));
        ready("young");

        sweep();

        assertThat(house.browse.recent(10)).hasSize(2);
    }

    @Test
    void forgets_a_bounded_number_at_a_time_and_all_of_them_in_time() {
        for (int drop = 0; drop < 600; drop++) {
            ready("d" + drop);
        }
        clock.advance(REMEMBER.plusSeconds(1));

        sweep();
        assertThat(house.browse.recent(1000)).hasSize(100);

        sweep();
        assertThat(house.browse.recent(1000)).isEmpty();
    }

    private Story ready(String drop) {
        Story story = Story.accepted(house, clock.instant(), drop, 1).levelRuns(0);
        house.verify.verify(story.levelCompleted(0));
        return story;
    }

    private void sweep() {
        new Forget(house.table.drops(), house.table.outcomes(), REMEMBER, clock).sweep();
    }
}
