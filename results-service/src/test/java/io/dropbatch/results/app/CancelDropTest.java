package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.result.PackageOutcome;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.adapter.store.BlobCurrentInputs;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelDropTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void gives_a_running_drop_the_outcome_cancelled_and_says_who_asked() {
        DropScenario drop = running(2, 1);
        drop.levelRuns(0);
        fixture.verify.verify(drop.levelCompleted(0));

        HandlerResult result = fixture.cancel.requested(by("ann", drop));

        JobCancelled cancelled = only(result, JobCancelled.class);
        assertThat(cancelled.request().by()).isEqualTo("ann");
        assertThat(cancelled.job()).isEqualTo(drop.job);
        assertThat(only(result, OutputFailed.class).failure().code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(drop.postedStatus().state()).isEqualTo(State.FAILED);
        assertThat(drop.postedStatus().message()).startsWith("Cancelled by ann at 2026-11-20T09:00:00Z.");
        ResultManifest manifest = manifest(drop);
        assertThat(manifest.outcome()).isEqualTo(PackageOutcome.FAILED);
        assertThat(manifest.outputs()).hasSize(2);
        assertThat(fixture.checkpoints).containsExactly("results.cancel.decided", "results.cancel.settled");
    }

    @Test
    void says_the_same_when_it_is_asked_again_or_by_another() {
        DropScenario drop = running(2);
        HandlerResult first = fixture.cancel.requested(by("ann", drop));
        clock.advance(Duration.ofMinutes(1));

        HandlerResult again = fixture.cancel.requested(by("ann", drop));
        HandlerResult other = fixture.cancel.requested(by("bob", drop));

        assertThat(again).isEqualTo(first);
        assertThat(other).isEqualTo(first);
    }

    @Test
    void changes_nothing_about_a_drop_that_is_ready() {
        DropScenario drop = running(2);
        fixture.verify.verify(drop.levelRuns(0).levelCompleted(0));
        byte[] manifest = manifestBytes(drop);

        HandlerResult result = fixture.cancel.requested(by("ann", drop));

        assertThat(result).isEqualTo(HandlerResult.none());
        assertThat(drop.postedStatus().state()).isEqualTo(State.READY);
        assertThat(manifestBytes(drop)).isEqualTo(manifest);
    }

    @Test
    void a_level_that_ends_after_the_decision_cannot_make_it_ready() {
        DropScenario drop = running(2);
        drop.levelRuns(0);
        List<DomainEvent> cancelled = fixture.cancel.requested(by("ann", drop)).announcements();
        byte[] manifest = manifestBytes(drop);

        HandlerResult late = fixture.verify.verify(drop.levelCompleted(0));

        assertThat(late.announcements()).doesNotHaveAnyElementsOfTypes(OutputReady.class);
        assertThat(late.announcements()).contains(only(cancelled, OutputFailed.class));
        assertThat(manifestBytes(drop)).isEqualTo(manifest);
    }

    @Test
    void a_crash_after_the_decision_and_before_the_outcome_leaves_it_cancelled_whoever_goes_on() {
        DropScenario drop = running(2);
        drop.levelRuns(0);
        CancelRequest request = by("ann", drop).request();
        fixture.table
                .outcomes()
                .times(
                        drop.job,
                        new OutcomeRegister.Times(clock.instant(), clock.instant(), null, LateInputs.NONE, request));

        HandlerResult result = fixture.verify.verify(drop.levelCompleted(0));

        assertThat(only(result, JobCancelled.class).request()).isEqualTo(request);
        assertThat(only(result, OutputFailed.class).failure().code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(result.announcements()).doesNotHaveAnyElementsOfTypes(OutputReady.class);
    }

    @Test
    void comes_too_late_once_the_conclusion_has_begun() {
        DropScenario drop = running(2);
        fixture.table
                .outcomes()
                .times(drop.job, new OutcomeRegister.Times(clock.instant(), clock.instant(), null, LateInputs.NONE));

        HandlerResult result = fixture.cancel.requested(by("ann", drop));

        assertThat(result).isEqualTo(HandlerResult.none());
        fixture.verify.verify(drop.levelRuns(0).levelCompleted(0));
        assertThat(drop.postedStatus().state()).isEqualTo(State.READY);
    }

    @Test
    void waits_for_the_acceptance_which_then_ends_at_once() {
        DropScenario drop = DropScenario.accepted(fixture, clock.instant(), 2);
        fixture.status.waiting(new SubmissionWaiting(
                drop.submission,
                "demo",
                drop.trigger,
                List.of("x"),
                1,
                clock.instant().plusSeconds(60)));

        assertThat(fixture.cancel.requested(by("ann", drop))).isEqualTo(HandlerResult.none());
        assertThat(drop.postedStatus().state()).isEqualTo(State.WAITING);

        assertThat(only(fixture.cancel.accepted(drop.acceptedFact()), JobCancelled.class)
                        .request()
                        .by())
                .isEqualTo("ann");
        assertThat(drop.postedStatus().state()).isEqualTo(State.FAILED);
    }

    @Test
    void leaves_a_drop_that_never_is_accepted_to_its_rejection() {
        DropScenario drop = DropScenario.accepted(fixture, clock.instant(), 2);
        CancelRequested asked = by("ann", drop);
        fixture.cancel.requested(asked);

        fixture.status.rejected(new SubmissionRejected(
                drop.submission, "demo", drop.trigger, asked.request().failure()));

        assertThat(drop.postedStatus().state()).isEqualTo(State.REJECTED);
        assertThat(drop.postedStatus().message()).startsWith("Cancelled by ann");
    }

    @Test
    void notices_that_the_trigger_of_a_drop_in_work_is_gone() {
        DropScenario kept = running(1);
        DropScenario deleted = DropScenario.accepted(fixture, clock.instant(), "deleted", 1);
        fixture.cancel.accepted(deleted.acceptedFact());
        fixture.inbox.delete(deleted.trigger.path());
        List<DomainEvent> announced = new ArrayList<>();

        new NoticeDeletedTriggers(
                        fixture.table.drops(),
                        new BlobCurrentInputs(fixture.inbox),
                        result -> announced.addAll(result.announcements()),
                        clock)
                .sweep();

        CancelRequested asked = only(announced, CancelRequested.class);
        assertThat(asked.submission()).isEqualTo(deleted.submission);
        fixture.cancel.requested(asked);
        assertThat(deleted.postedStatus().message()).startsWith("Cancelled since its trigger was deleted");
        assertThat(kept.postedStatus().state()).isEqualTo(State.SCHEDULED);
    }

    @Test
    void no_event_that_comes_later_brings_it_up_again() {
        DropScenario drop = running(2);
        fixture.cancel.requested(by("ann", drop));

        fixture.status.progressed(drop.progressedFact(0, 1));
        HandlerResult closed = fixture.conclude.closed(new JobClosed(drop.submission, "demo", drop.job, null));

        assertThat(closed).isEqualTo(HandlerResult.none());
        assertThat(drop.postedStatus().state()).isEqualTo(State.FAILED);
        assertThat(only(fixture.cancel.accepted(drop.acceptedFact()), JobCancelled.class))
                .isNotNull();
    }

    private DropScenario running(Integer... levels) {
        DropScenario drop = DropScenario.accepted(fixture, clock.instant(), levels);
        fixture.cancel.accepted(drop.acceptedFact());
        fixture.status.scheduled(drop.scheduledFact(0));
        return drop;
    }

    private CancelRequested by(String name, DropScenario drop) {
        return new CancelRequested(
                drop.submission,
                "demo",
                drop.trigger,
                new CancelRequest(name, CancelRequest.Route.API, clock.instant()));
    }

    private ResultManifest manifest(DropScenario drop) {
        return ModelJson.read(manifestBytes(drop), ResultManifest.class);
    }

    private byte[] manifestBytes(DropScenario drop) {
        return fixture.outputs
                .read(OutputLayout.manifest(drop.submission))
                .orElseThrow()
                .bytes();
    }

    private static <A extends DomainEvent> A only(HandlerResult result, Class<A> kind) {
        return only(result.announcements(), kind);
    }

    private static <A extends DomainEvent> A only(List<DomainEvent> announced, Class<A> kind) {
        List<A> all =
                announced.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
