package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.domain.JobOutcome;
import io.dropbatch.results.domain.status.SilenceTimeout;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests drops with no event for too long. Their jobs may run for an hour. */
class GiveUpTest {

    private static final Duration SILENCE = Duration.ofHours(24);
    private static final Duration WALL_CLOCK = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final List<DomainEvent> announced = new ArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void gives_up_a_drop_that_was_accepted_and_taken_up_by_nobody() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 3, 1);
        fixture.status.accepted(scenario.acceptedFact());
        clock.advance(SILENCE);
        sweep();
        assertThat(announced).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        sweep();

        OutputFailed failed = only(OutputFailed.class);
        assertThat(failed.job()).isEqualTo(scenario.job);
        assertThat(failed.failure().code()).isEqualTo(FailureCode.PLATFORM);
        assertThat(failed.failure().message()).contains("24 hours");
        assertThat(scenario.postedStatus().state()).isEqualTo(State.FAILED);
        LevelVerified end = only(LevelVerified.class);
        assertThat(end.sound()).isFalse();
        assertThat(end.last()).isTrue();
    }

    @Test
    void gives_up_once() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 3);
        fixture.status.accepted(scenario.acceptedFact());
        clock.advance(SILENCE.multipliedBy(2));

        sweep();
        sweep();

        assertThat(announced).hasSize(2);
    }

    @Test
    void gives_up_what_was_accepted_with_a_plan_that_nobody_can_read() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 3);
        fixture.status.accepted(scenario.acceptedFact());
        fixture.system.write(SystemLayout.plan(scenario.submission), DropScenario.bytes("{"), "application/json");
        clock.advance(SILENCE.multipliedBy(2));

        sweep();

        assertThat(only(OutputFailed.class).failure().code()).isEqualTo(FailureCode.PLATFORM);
    }

    @Test
    void gives_a_job_the_time_that_it_may_run() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 3);
        fixture.status.scheduled(scenario.scheduledFact(0));
        clock.advance(SILENCE.plus(WALL_CLOCK));
        sweep();
        assertThat(announced).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        sweep();

        assertThat(only(OutputFailed.class).job()).isEqualTo(scenario.job);
    }

    @Test
    void gives_no_more_time_to_run_when_all_tasks_are_over() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 3);
        fixture.status.progressed(scenario.progressedFact(0, 3));
        clock.advance(SILENCE.plusSeconds(1));

        sweep();

        assertThat(only(OutputFailed.class).job()).isEqualTo(scenario.job);
    }

    @Test
    void leaves_alone_what_waits_for_its_turn() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 3);
        fixture.status.queued(
                new JobQueued(scenario.submission, "demo", scenario.job, 1, Failure.of(FailureCode.QUOTA, "full")));
        clock.advance(Duration.ofDays(30));

        sweep();

        assertThat(announced).isEmpty();
        assertThat(scenario.postedStatus().state()).isEqualTo(State.QUEUED);
    }

    @Test
    void says_the_same_when_the_lost_message_comes_after_all() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 3).levelRuns(0);
        fixture.status.scheduled(scenario.scheduledFact(0));
        clock.advance(SILENCE.multipliedBy(2));
        sweep();

        HandlerResult late = fixture.verify.verify(scenario.levelCompleted(0));

        assertThat(late.announcements().stream().map(DomainEvent::id))
                .containsExactlyElementsOf(
                        announced.stream().map(DomainEvent::id).toList());
        assertThat(scenario.postedStatus().state()).isEqualTo(State.FAILED);
    }

    @Test
    void tells_an_outcome_that_was_settled_and_never_announced() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 3);
        fixture.status.scheduled(scenario.scheduledFact(0));
        fixture.table
                .outcomes()
                .settle(new JobOutcome.Ready(
                        scenario.job, "demo", clock.instant(), clock.instant(), "m", "cafe", 3, 3, 9));
        clock.advance(SILENCE.multipliedBy(2));

        sweep();

        assertThat(announced).hasOnlyElementsOfType(OutputReady.class).hasSize(1);
        assertThat(scenario.postedStatus().state()).isEqualTo(State.READY);
    }

    @Test
    void a_drop_that_cannot_be_given_up_keeps_no_other_from_it() {
        DropScenario one = DropScenario.accepted(fixture, clock.instant(), "d1", 3);
        DropScenario other = DropScenario.accepted(fixture, clock.instant(), "d2", 3);
        fixture.status.accepted(one.acceptedFact());
        fixture.status.accepted(other.acceptedFact());
        clock.advance(SILENCE.multipliedBy(2));
        int[] sent = new int[1];

        assertThatThrownBy(() -> sweep(result -> {
                    if (sent[0]++ == 0) {
                        throw new IllegalStateException("the bus is away");
                    }
                }))
                .hasMessage("the bus is away");

        assertThat(sent[0]).isEqualTo(2);
    }

    private void sweep() {
        sweep(result -> announced.addAll(result.announcements()));
    }

    private void sweep(Consumer<HandlerResult> announce) {
        new GiveUp(
                        fixture.table.drops(),
                        fixture.plans,
                        fixture.conclude::giveUp,
                        announce,
                        new SilenceTimeout(SILENCE),
                        clock)
                .sweep();
    }

    private <A extends DomainEvent> A only(Class<A> kind) {
        List<A> all =
                announced.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
