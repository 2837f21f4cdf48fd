package io.dropbatch.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.client.fake.FakeAnnouncer;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionOutcomesTest {

    private static final SubmissionId SUBMISSION = submissionOf(EventType.OUTPUT_READY);

    private final SubmissionOutcomes outcomes = new SubmissionOutcomes();
    private final AnnouncementHandler handler =
            outcomes.listeningBy(AnnouncementHandler.remembering(HandledEvents.inMemory(100)));

    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {"OUTPUT_READY", "OUTPUT_PARTIAL", "OUTPUT_FAILED", "SUBMISSION_REJECTED"})
    void whoever_waits_and_whoever_asks_later_gets_the_outcome(EventType type) throws Exception {
        SubmissionId submission = submissionOf(type);
        CompletableFuture<SubmissionOutcome> early = outcomes.of(submission);

        handler.receive(FakeAnnouncer.example(type));

        SubmissionOutcome late = outcomes.await(submission, Duration.ZERO);
        assertThat(early).isCompletedWithValue(late);
        assertThat(late.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                .isEqualTo(type.shortName().substring(type.shortName().indexOf('-') + 1));
    }

    @Test
    void says_when_nothing_came() {
        SubmissionId submission = submissionOf(EventType.OUTPUT_READY);

        assertThatThrownBy(() -> outcomes.await(submission, Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining(submission.value());
    }

    @Test
    void who_gives_up_waiting_takes_nothing_from_others() {
        SubmissionId submission = submissionOf(EventType.OUTPUT_READY);
        outcomes.of(submission).cancel(true);
        CompletableFuture<SubmissionOutcome> other = outcomes.of(submission);

        handler.receive(FakeAnnouncer.example(EventType.OUTPUT_READY));

        assertThat(other).isCompletedWithValueMatching(SubmissionOutcome.Ready.class::isInstance);
    }

    @Test
    void takes_nothing_from_what_a_handler_does_already() throws Exception {
        List<OutputReady> billed = new ArrayList<>();
        AnnouncementHandler billing =
                AnnouncementHandler.remembering(HandledEvents.inMemory(100)).on(OutputReady.class, billed::add);

        outcomes.listeningBy(billing).receive(FakeAnnouncer.example(EventType.OUTPUT_READY));

        assertThat(billed).hasSize(1);
        assertThat(outcomes.await(submissionOf(EventType.OUTPUT_READY), Duration.ZERO))
                .isInstanceOf(SubmissionOutcome.Ready.class);
    }

    @Test
    void hears_through_a_handler_that_does_more_later() throws Exception {
        List<OutputReady> billed = new ArrayList<>();

        handler.on(OutputReady.class, billed::add).receive(FakeAnnouncer.example(EventType.OUTPUT_READY));

        assertThat(billed).hasSize(1);
        assertThat(outcomes.await(submissionOf(EventType.OUTPUT_READY), Duration.ZERO))
                .isInstanceOf(SubmissionOutcome.Ready.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keeps_the_later_attempts_outcome_in_whatever_order_they_come(boolean inOrder) throws Exception {
        OutputFailed first = failed(SUBMISSION);
        OutputReady second = new OutputReady(
                SUBMISSION,
                "monte-carlo",
                JobId.of(SUBMISSION, 2),
                "outputs",
                "manifest.json",
                "0".repeat(64),
                1,
                1,
                1,
                Instant.parse("2026-11-20T08:00:00Z"),
                Instant.parse("2026-11-20T10:00:00Z"));

        (inOrder ? List.of(first, second) : List.of(second, first))
                .forEach(event -> new FakeAnnouncer().announce(event).deliverTo(handler));

        assertThat(outcomes.await(SUBMISSION, Duration.ZERO)).isEqualTo(new SubmissionOutcome.Ready(second));
    }

    @Test
    @Timeout(30)
    void what_is_chained_to_an_outcome_may_wait_for_one_that_another_thread_tells() throws Exception {
        SubmissionId other = SubmissionId.of("other", "inbox", "other/a/_READY", "1");
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<SubmissionOutcome> chained = outcomes.of(SUBMISSION).thenApply(outcome -> {
            begun.complete(null);
            return waitFor(other);
        });
        AnnouncementHandler handlerOfOthers =
                outcomes.listeningBy(AnnouncementHandler.remembering(HandledEvents.inMemory(100)));

        CompletableFuture<Void> first = CompletableFuture.runAsync(
                () -> handler.receive(FakeAnnouncer.example(EventType.OUTPUT_READY)), Thread::startVirtualThread);
        begun.get(10, TimeUnit.SECONDS);
        CompletableFuture.runAsync(
                        () -> new FakeAnnouncer().announce(failed(other)).deliverTo(handlerOfOthers),
                        Thread::startVirtualThread)
                .get(10, TimeUnit.SECONDS);

        first.get(10, TimeUnit.SECONDS);
        assertThat(chained).isCompletedWithValueMatching(SubmissionOutcome.Failed.class::isInstance);
    }

    @Test
    void who_waited_in_vain_leaves_nothing_behind() {
        assertThatThrownBy(() -> outcomes.await(SUBMISSION, Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class);

        assertThat(outcomes.shared(SUBMISSION).getNumberOfDependents()).isZero();
        assertThat(outcomes.shared(SUBMISSION)).isNotDone();
    }

    private SubmissionOutcome waitFor(SubmissionId submission) {
        try {
            return outcomes.await(submission, Duration.ofSeconds(15));
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutputFailed failed(SubmissionId submission) {
        return new OutputFailed(
                submission,
                "monte-carlo",
                JobId.of(submission, 1),
                "outputs",
                null,
                1,
                Failure.of(FailureCode.USER_EXIT, "a task failed"),
                Instant.parse("2026-11-20T09:00:00Z"));
    }

    private static SubmissionId submissionOf(EventType type) {
        return EventCodec.read(FakeAnnouncer.example(type)).data().submission();
    }
}
