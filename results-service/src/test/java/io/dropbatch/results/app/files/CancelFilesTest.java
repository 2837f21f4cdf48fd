package io.dropbatch.results.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.SharedJob;
import io.dropbatch.results.adapter.store.BlobCurrentInputs;
import io.dropbatch.results.app.NoticeDeletedTriggers;
import io.dropbatch.results.app.RequestCancel;
import io.dropbatch.results.app.retry.RequestRetry;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files by themselves that somebody wants to be cancelled: one of a job, or all. */
class CancelFilesTest {

    private final SettableClock clock = new SettableClock(SharedJob.NOON);
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final SharedJob shared = SharedJob.planned(fixture, 3);
    private final List<DomainEvent> announced = new ArrayList<>();

    @BeforeEach
    void receive() {
        for (int index = 1; index <= 3; index++) {
            fixture.status.received(shared.received(index));
        }
        fixture.cancelFiles.accepted(shared.accepted());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void one_file_of_a_job_is_cancelled_and_its_task_is_to_end() {
        HandlerResult result = fixture.cancelFiles.located(located(2));

        OutputFailed failed = only(result, OutputFailed.class);
        assertThat(failed.submission()).isEqualTo(shared.file(2).submission());
        assertThat(failed.failure().code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(failed.failure().message())
                .isEqualTo(
                        "Cancelled by ann at 2026-11-20T12:00:00Z. To run it after all, retry it, or upload it again.");
        TaskCancelled cancelled = only(result, TaskCancelled.class);
        assertThat(cancelled.submission()).isEqualTo(shared.window.submission());
        assertThat(cancelled.task()).isEqualTo(TaskId.of(0, 2));
        assertThat(shared.status(2).state()).isEqualTo(State.FAILED);
        assertThat(shared.status(1).state()).isEqualTo(State.WAITING);
        assertThat(shared.manifest(2).failure()).isEqualTo(failed.failure());
    }

    @Test
    void asked_again_it_says_the_same_and_the_end_of_its_task_changes_nothing() {
        HandlerResult first = fixture.cancelFiles.located(located(2));
        clock.advance(Duration.ofSeconds(30));
        shared.uploads(2);

        assertThat(fixture.restarted(clock).cancelFiles.located(located(2))).isEqualTo(first);
        HandlerResult ended = fixture.files.completed(shared.completed(2, null));

        assertThat(only(ended, OutputFailed.class)).isEqualTo(only(first, OutputFailed.class));
        assertThat(shared.status(2).state()).isEqualTo(State.FAILED);
    }

    @Test
    void a_file_that_is_ready_stays_ready_and_no_task_is_ended() {
        shared.uploads(2);
        HandlerResult ready = fixture.files.completed(shared.completed(2, null));

        assertThat(fixture.cancelFiles.located(located(2))).isEqualTo(ready);

        assertThat(shared.status(2).state()).isEqualTo(State.READY);
    }

    @Test
    void the_job_goes_on_for_the_others() {
        fixture.cancelFiles.located(located(2));
        shared.uploads(1);
        shared.uploads(3);

        HandlerResult end = fixture.files.completed(shared.levelCompleted(null, 1, -2, 3));

        assertThat(end.announcements())
                .filteredOn(OutputReady.class::isInstance)
                .hasSize(2);
        assertThat(only(end, OutputFailed.class).failure().code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(shared.status().message()).startsWith("Done: 2 of 3 files ready, 1 failed.");
    }

    @Test
    void a_wish_for_a_file_is_passed_on_with_the_try_that_is_meant() {
        CancelRequested asked = asked(shared.file(2).submission());
        assertThat(asked.trigger()).isEqualTo(shared.file(2));
        assertThat(asked.failedJob()).isNull();
        assertThat(fixture.cancelFiles.requested(asked)).isEqualTo(HandlerResult.none());
        fixture.cancelFiles.located(located(2));
        clock.advance(Duration.ofSeconds(30));

        retry(2);
        CancelRequested again = asked(shared.file(2).submission());

        assertThat(again.failedJob()).isEqualTo(shared.job);
        assertThat(fixture.cancelFiles.requested(again)).isEqualTo(HandlerResult.none());
        assertThat(RequestCancel.isPossible(
                        fixture.status.account(again.submission()).orElseThrow()))
                .isFalse();
    }

    @Test
    void a_file_that_is_deleted_is_cancelled() {
        fixture.inbox.delete(shared.file(3).path());

        new NoticeDeletedTriggers(
                        fixture.table.drops(),
                        new BlobCurrentInputs(fixture.inbox),
                        result -> announced.addAll(result.announcements()),
                        clock)
                .sweep();

        CancelRequested asked = only(announced, CancelRequested.class);
        assertThat(asked.submission()).isEqualTo(shared.file(3).submission());
        assertThat(asked.request().ofFile().message())
                .isEqualTo(
                        "Cancelled since it was deleted at 2026-11-20T12:00:00Z. To run it after all, upload it again.");
    }

    @Test
    void all_files_of_a_job_are_cancelled_that_have_not_ended() {
        shared.uploads(1);
        fixture.files.completed(shared.completed(1, null));

        HandlerResult result = fixture.cancelFiles.requested(asked(shared.window.submission()));

        assertThat(only(result, JobCancelled.class).job()).isEqualTo(shared.job);
        assertThat(result.announcements())
                .filteredOn(OutputFailed.class::isInstance)
                .hasSize(2);
        assertThat(shared.status(1).state()).isEqualTo(State.READY);
        assertThat(shared.status(3).state()).isEqualTo(State.FAILED);
        assertThat(shared.status().message()).startsWith("Done: 1 of 3 files ready, 2 failed.");
        assertThat(fixture.files.closed(new JobClosed(shared.window.submission(), "thumbs", shared.job, null)))
                .isEqualTo(HandlerResult.none());
    }

    @Test
    void a_job_is_cancelled_whose_acceptance_is_heard_of_after_the_wish() {
        SharedJob late = SharedJob.planned(fixture, "2-x", List.of(SharedJob.upload(fixture, "late.jpg")));
        CancelRequest request = byAnn();
        CancelRequested asked = new CancelRequested(late.window.submission(), "thumbs", late.window, request);
        assertThat(fixture.cancelFiles.requested(asked)).isEqualTo(HandlerResult.none());

        HandlerResult result = fixture.cancelFiles.accepted(late.accepted());

        assertThat(only(result, JobCancelled.class).request()).isEqualTo(request);
        assertThat(only(result, OutputFailed.class).submission())
                .isEqualTo(late.file(1).submission());
    }

    @Test
    void a_job_whose_files_have_all_ended_is_not_cancelled() {
        for (int index = 1; index <= 3; index++) {
            shared.uploads(index);
        }
        CancelRequested asked = asked(shared.window.submission());
        fixture.files.completed(shared.levelCompleted(null, 1, 2, 3));

        assertThat(fixture.cancelFiles.requested(asked)).isEqualTo(HandlerResult.none());
    }

    private void retry(int index) {
        RequestRetry retry = new RequestRetry(
                fixture.table.drops(), new BlobCurrentInputs(fixture.inbox), result -> {}, fixture.status, clock);
        assertThat(retry.request(shared.file(index).submission(), "ann")).contains(new RequestRetry.Reply.Waits());
    }

    private CancelRequested asked(SubmissionId submission) {
        List<DomainEvent> sent = new ArrayList<>();
        RequestCancel.Answer answer = new RequestCancel(
                        fixture.table.drops(), result -> sent.addAll(result.announcements()), clock)
                .request(submission, "ann")
                .orElseThrow();
        assertThat(answer).isInstanceOf(RequestCancel.Answer.Announced.class);
        return only(sent, CancelRequested.class);
    }

    private CancelLocated located(int index) {
        return new CancelLocated(
                shared.window.submission(),
                "thumbs",
                shared.job,
                TaskId.of(0, index),
                shared.file(index),
                new CancelRequest("ann", CancelRequest.Route.API, SharedJob.NOON));
    }

    private CancelRequest byAnn() {
        return new CancelRequest("ann", CancelRequest.Route.API, clock.instant());
    }

    private static <T extends DomainEvent> T only(HandlerResult result, Class<T> type) {
        return only(result.announcements(), type);
    }

    private static <T extends DomainEvent> T only(List<DomainEvent> events, Class<T> type) {
        List<T> found = events.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
