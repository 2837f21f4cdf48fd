package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.view.DropEntry;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.domain.status.DropFilter;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that drops that ended long ago are forgotten. */
class ForgetDropsTest {

    private static final Duration REMEMBER = Duration.ofDays(30);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void forgets_a_drop_and_its_outcome_when_its_time_is_over() {
        DropScenario scenario = ready("d1");
        clock.advance(REMEMBER);
        sweep();
        assertThat(listed(10)).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        sweep();

        assertThat(listed(10)).isEmpty();
        assertThat(fixture.browse.status(scenario.submission)).isEmpty();
        assertThat(fixture.table.outcomes().find(scenario.job)).isEmpty();
        assertThat(fixture.browse.manifest(scenario.submission)).isPresent();
        assertThat(scenario.postedStatus().state()).isEqualTo(State.READY);
    }

    @Test
    void keeps_younger_drops_and_those_that_have_not_ended() {
        DropScenario open = DropScenario.accepted(fixture, clock.instant(), "open", 1);
        fixture.status.accepted(open.acceptedFact());
        clock.advance(REMEMBER.plusSeconds(1));
        ready("young");

        sweep();

        assertThat(listed(10)).hasSize(2);
    }

    @Test
    void forgets_a_bounded_number_at_a_time_and_all_of_them_in_time() {
        for (int drop = 0; drop < 600; drop++) {
            ready("d" + drop);
        }
        clock.advance(REMEMBER.plusSeconds(1));

        sweep();
        assertThat(listed(1000)).hasSize(100);

        sweep();
        assertThat(listed(1000)).isEmpty();
    }

    private DropScenario ready(String drop) {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), drop, 1).levelRuns(0);
        fixture.verify.verify(scenario.levelCompleted(0));
        return scenario;
    }

    private void sweep() {
        new ForgetDrops(fixture.table.drops(), fixture.table.outcomes(), REMEMBER, clock).sweep();
    }

    private List<DropEntry> listed(int limit) {
        return fixture.find
                .find(new DropFilter(null, Set.of(), null, null, null), null, limit)
                .drops();
    }
}
