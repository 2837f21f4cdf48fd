package io.dropbatch.results.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.result.PackageOutcome;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.SharedJob;
import io.dropbatch.results.adapter.store.BlobCurrentInputs;
import io.dropbatch.results.app.NoticeDeletedTriggers;
import io.dropbatch.results.app.RequestCancel;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.app.retry.RequestRetry;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

        HandlerResult result = obey(fixture.cancelFiles.requested(asked(shared.window.submission())));

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

        HandlerResult result = obey(fixture.cancelFiles.accepted(late.accepted()));

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
        HandlerResult handled = fixture.cancelFiles.requested(asked);
        fixture.files.completed(shared.levelCompleted(null, 1, 2, 3));

        assertThat(obey(handled).announcements())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event).isInstanceOf(OutputReady.class));
        assertThat(fixture.restarted(clock)
                        .cancelFiles
                        .requested(asked(shared.window, asked.request()))
                        .announcements())
                .isEmpty();
    }

    @Test
    void a_conclusion_that_has_begun_by_what_the_task_did_goes_on() {
        fixture.table.files().times(shared.file(2), shared.job, begun(null));
        shared.uploads(2);

        assertThat(fixture.cancelFiles.located(located(2))).isEqualTo(HandlerResult.none());
        CancelRequested all = asked(shared.window.submission());
        assertThatThrownBy(() -> obey(fixture.cancelFiles.requested(all))).hasMessageContaining("outcomes");

        OutputReady ready = only(fixture.files.completed(shared.completed(2, null)), OutputReady.class);
        assertThat(shared.manifest(2).outcome()).isEqualTo(PackageOutcome.READY);
        assertThat(ready.submission()).isEqualTo(shared.file(2).submission());
        assertThat(only(obey(fixture.cancelFiles.requested(all)), JobCancelled.class))
                .isNotNull();
    }

    @Test
    void a_file_whose_cancelling_has_begun_is_cancelled_whoever_goes_on() {
        CancelRequest request = byAnn();
        fixture.table.files().times(shared.file(1), shared.job, begun(request));
        fixture.table.files().times(shared.file(2), shared.job, begun(request));
        shared.uploads(1);

        OutputFailed one = only(fixture.files.completed(shared.completed(1, null)), OutputFailed.class);
        OutputFailed two = only(fixture.files.completed(shared.completed(2, SharedJob.BROKEN)), OutputFailed.class);

        assertThat(one.failure()).isEqualTo(request.ofFile());
        assertThat(two.failure()).isEqualTo(request.ofFile());
        assertThat(shared.manifest(1).failure()).isEqualTo(request.ofFile());
    }

    @Test
    void a_rejection_counts_for_the_try_that_another_instance_has_begun() {
        fixture.cancelFiles.located(located(2));
        clock.advance(Duration.ofSeconds(30));
        ResultsFixture other = fixture.restarted(clock);
        other.status.received(shared.received(2));
        retry(2);
        CancelRequested asked = asked(shared.file(2).submission());
        assertThat(other.status.asked(asked).cancel()).isEqualTo(asked.request());

        other.status.rejected(rejected(2));

        assertThat(shared.status(2).state()).isEqualTo(State.REJECTED);
        assertThat(shared.status(2).attempt()).isEqualTo(2);
    }

    @Test
    void a_rejection_counts_for_a_try_that_is_heard_of_later() {
        fixture.cancelFiles.located(located(2));

        fixture.status.rejected(rejected(2));

        assertThat(shared.status(2).state()).isEqualTo(State.REJECTED);
        assertThat(shared.status(2).attempt()).isEqualTo(2);
    }

    @Test
    void a_wish_for_an_earlier_try_says_nothing_of_the_next() {
        CancelRequested first = asked(shared.file(2).submission());
        fixture.cancelFiles.located(located(2));
        clock.advance(Duration.ofSeconds(30));
        retry(2);

        fixture.cancelFiles.requested(first);

        assertThat(RequestCancel.isPossible(
                        fixture.status.account(shared.file(2).submission()).orElseThrow()))
                .isTrue();
    }

    private SubmissionRejected rejected(int index) {
        return new SubmissionRejected(
                shared.file(index).submission(), "thumbs", shared.file(index), byAnn().ofFileBeforeJob());
    }

    private OutcomeRegister.Times begun(@Nullable CancelRequest cancel) {
        return new OutcomeRegister.Times(clock.instant(), clock.instant(), null, LateInputs.NONE, cancel);
    }

    /** Has the command done that the handling of a message led to. */
    private HandlerResult obey(HandlerResult handled) {
        ResultsCommand command = (ResultsCommand) handled.commands().getFirst();
        return fixture.cancelFiles.cancel((ResultsCommand.CancelFiles) command);
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

    private static CancelRequested asked(DropTrigger window, CancelRequest request) {
        return new CancelRequested(window.submission(), "thumbs", window, request);
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
