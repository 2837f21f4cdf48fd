package io.dropbatch.results.app.retry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobPaused;
import io.dropbatch.model.event.JobResumed;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.outcome.UserRequest.Route;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.DropFilter;
import io.dropbatch.results.domain.status.DropFilter.StateGroup;
import io.dropbatch.results.domain.status.SilenceTimeout;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PauseStatusTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final List<HandlerResult> announced = new ArrayList<>();
    private final RequestPause request = new RequestPause(fixture.table.drops(), announced::add, clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void says_that_a_drop_pauses_until_it_goes_on() {
        DropScenario drop = running();

        fixture.status.paused(new JobPaused(drop.submission, "demo", drop.job, wish("ann", Route.API)));

        assertThat(drop.postedStatus().pauses()).isTrue();
        assertThat(drop.postedStatus().pause().request().by()).isEqualTo("ann");
        assertThat(ModelJson.mapper().<JsonNode>valueToTree(drop.postedStatus()).has("paused"))
                .isFalse();
        assertThat(drop.postedStatus().state()).isEqualTo(State.RUNNING);
        assertThat(drop.postedStatus().message())
                .isEqualTo(
                        "Paused by ann at 2026-11-20T09:00:00Z: no further task starts until it is resumed, those that"
                                + " run are left to end.");
        assertThat(new DropFilter(null, Set.of(StateGroup.PAUSED), null, null, null).matches(account(drop)))
                .isTrue();
        clock.advance(Duration.ofMinutes(1));
        fixture.status.resumed(new JobResumed(drop.submission, "demo", drop.job, wish("bob", Route.API)));
        assertThat(drop.postedStatus().pauses()).isFalse();
        assertThat(drop.postedStatus().message()).isEqualTo("Resumed by bob at 2026-11-20T09:01:00Z.");
    }

    @Test
    void progress_of_tasks_that_are_left_to_end_does_not_hide_the_pause() {
        DropScenario drop = running();
        fixture.status.paused(new JobPaused(drop.submission, "demo", drop.job, wish("ann", Route.API)));

        clock.advance(Duration.ofSeconds(5));
        fixture.status.progressed(drop.progressedFact(0, 1));

        assertThat(drop.postedStatus().progress().completed()).isEqualTo(1);
        assertThat(drop.postedStatus().pauses()).isTrue();
    }

    @Test
    void of_events_in_any_order_the_later_wish_counts() {
        DropScenario drop = running();
        UserRequest pause = wish("ann", Route.API);
        clock.advance(Duration.ofMinutes(1));
        fixture.status.resumed(new JobResumed(drop.submission, "demo", drop.job, wish("bob", Route.API)));

        fixture.status.paused(new JobPaused(drop.submission, "demo", drop.job, pause));

        assertThat(drop.postedStatus().pauses()).isFalse();
    }

    @Test
    void a_drop_that_pauses_is_not_given_up() {
        DropScenario drop = running();
        SilenceTimeout timeout = new SilenceTimeout(Duration.ofHours(24));
        Instant later = clock.instant().plus(Duration.ofDays(9));
        assertThat(timeout.isOver(drop.postedStatus(), Duration.ofHours(1), later))
                .isTrue();

        fixture.status.paused(new JobPaused(drop.submission, "demo", drop.job, wish("ann", Route.API)));

        assertThat(timeout.isOver(drop.postedStatus(), Duration.ofHours(1), later))
                .isFalse();
    }

    @Test
    void a_drop_whose_last_tasks_were_running_becomes_ready_all_the_same() {
        DropScenario drop = running();
        fixture.status.paused(new JobPaused(drop.submission, "demo", drop.job, wish("ann", Route.API)));

        fixture.verify.verify(drop.levelRuns(0).levelCompleted(0));

        assertThat(drop.postedStatus().state()).isEqualTo(State.READY);
        assertThat(drop.postedStatus().pauses()).isFalse();
    }

    @Test
    void passes_each_wish_on_since_another_may_be_on_its_way_and_says_when_nothing_is_to_be_done() {
        DropScenario drop = running();

        assertThat(request.request(drop.submission, "ann", true)).contains(new RequestPause.Reaction.Announced());
        assertThat(announced.getFirst().announcements())
                .singleElement()
                .isInstanceOfSatisfying(
                        PauseRequested.class,
                        asked -> assertThat(asked.request().by()).isEqualTo("ann"));
        assertThat(request.request(drop.submission, "ann", false)).contains(new RequestPause.Reaction.Already());
        fixture.status.paused(new JobPaused(drop.submission, "demo", drop.job, wish("ann", Route.API)));
        assertThat(request.request(drop.submission, "ann", true)).contains(new RequestPause.Reaction.Already());
        assertThat(request.request(drop.submission, "bob", false)).contains(new RequestPause.Reaction.Announced());
        assertThat(announced).hasSize(4);
    }

    @Test
    void refuses_in_words_what_has_no_job_or_has_ended() {
        DropScenario accepted = DropScenario.accepted(fixture, clock.instant(), 1);
        fixture.cancel.accepted(accepted.acceptedFact());
        assertThat(request.request(accepted.submission, "ann", true))
                .contains(new RequestPause.Reaction.Refused(
                        "The drop has no job yet that could pause: ask again when it is queued or on Batch."));

        fixture.verify.verify(accepted.levelRuns(0).levelCompleted(0));
        assertThat(request.request(accepted.submission, "ann", true))
                .contains(new RequestPause.Reaction.Refused("The drop has ended already and stays as it is."));
    }

    @Test
    void tells_beside_the_trigger_why_a_marker_does_nothing_and_nothing_of_one_that_was_obeyed() {
        DropScenario drop = running();
        UserRequest marker = wish("_PAUSE in the inbox", Route.MARKER);
        fixture.status.asked(new PauseRequested(drop.submission, "demo", drop.trigger, marker));
        fixture.status.paused(new JobPaused(drop.submission, "demo", drop.job, marker));
        fixture.verify.verify(drop.levelRuns(0).levelCompleted(0));

        fixture.status.asked(new PauseRequested(drop.submission, "demo", drop.trigger, marker));
        assertThat(drop.postedStatus().answer()).isNull();
        clock.advance(Duration.ofMinutes(1));
        fixture.status.asked(
                new ResumeRequested(drop.submission, "demo", drop.trigger, wish("_RESUME in the inbox", Route.MARKER)));

        assertThat(drop.postedStatus().answer().message())
                .isEqualTo("Not resumed. The drop has ended already and stays as it is.");
    }

    private DropScenario running() {
        DropScenario drop = DropScenario.accepted(fixture, clock.instant(), 3);
        fixture.cancel.accepted(drop.acceptedFact());
        fixture.status.scheduled(drop.scheduledFact(0));
        fixture.status.started(drop.startedFact());
        return drop;
    }

    private UserRequest wish(String by, Route via) {
        return new UserRequest(by, via, clock.instant());
    }

    private DropAccount account(DropScenario drop) {
        return fixture.table.drops().find(drop.submission).orElseThrow().account();
    }
}
