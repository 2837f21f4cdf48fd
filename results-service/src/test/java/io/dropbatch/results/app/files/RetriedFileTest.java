package io.dropbatch.results.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.SharedJob;
import io.dropbatch.results.adapter.store.BlobCurrentInputs;
import io.dropbatch.results.app.retry.RequestRetry;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file by itself that failed in a shared job gets its outcome in another one. */
class RetriedFileTest {

    private static final Failure BROKEN = SharedJob.BROKEN;
    private static final String PATH = "thumbs/a.jpg";

    private final SettableClock clock = new SettableClock(SharedJob.NOON);
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final List<HandlerResult> announced = new ArrayList<>();
    private DropTrigger file;
    private SharedJob first;
    private SharedJob second;

    @BeforeEach
    void plan() {
        file = SharedJob.upload(fixture, "a.jpg");
        first = planned("1-x");
        second = planned("2-x");
        fixture.status.received(first.received(1));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_file_that_failed_is_ready_after_a_retry_and_stays_so() {
        HandlerResult failed = fixture.files.completed(first.completed(1, BROKEN));
        clock.advance(Duration.ofSeconds(30));

        assertThat(retry()).contains(new RequestRetry.Reply.Waits());
        assertThat(status().state()).isEqualTo(DropStatus.State.WAITING);
        assertThat(status().message()).contains("processed again, asked for by ann");
        assertThat(status().attempt()).isEqualTo(2);
        RetryRequested wish =
                (RetryRequested) announced.getFirst().announcements().getFirst();
        assertThat(wish.failedJob()).isEqualTo(first.job);
        assertThat(fixture.retry.requested(wish)).isEqualTo(HandlerResult.none());
        assertThat(fixture.files.completed(first.completed(1, BROKEN))).isEqualTo(failed);
        assertThat(status().state()).isEqualTo(DropStatus.State.WAITING);

        second.uploads(1);
        OutputReady ready = (OutputReady) fixture.files
                .completed(second.completed(1, null))
                .announcements()
                .getFirst();

        assertThat(ready.job()).isEqualTo(second.job);
        assertThat(second.manifest(1).job()).isEqualTo(second.job);
        assertThat(second.manifest(1).outputs()).hasSize(1);
        fixture.files.completed(first.completed(1, BROKEN));
        fixture.retry.requested(wish);
        assertThat(status().state()).isEqualTo(DropStatus.State.READY);
        assertThat(status().job()).isEqualTo(second.job);
    }

    @Test
    void a_file_that_fails_again_is_announced_by_an_event_of_its_own() {
        OutputFailed one = failed(first);
        retry();

        OutputFailed other = failed(second);

        assertThat(other.submission()).isEqualTo(one.submission());
        assertThat(other.occurrence()).isNotEqualTo(one.occurrence());
        assertThat(status().state()).isEqualTo(DropStatus.State.FAILED);
        assertThat(retry()).contains(new RequestRetry.Reply.Waits());
        assertThat(announced).hasSize(2);
    }

    @Test
    void two_wishes_at_the_same_time_are_one_retry() {
        failed(first);
        retry();
        RetryRequested wish =
                (RetryRequested) announced.getFirst().announcements().getFirst();
        failed(second);

        fixture.retry.requested(wish);

        assertThat(status().state()).isEqualTo(DropStatus.State.FAILED);
        assertThat(status().job()).isEqualTo(second.job);
    }

    @Test
    void the_outcome_of_the_other_job_may_be_heard_of_before_the_wish() {
        failed(first);
        second.uploads(1);
        RetryRequested wish = new RetryRequested(
                file.submission(),
                "thumbs",
                file,
                new UserRequest("ann", UserRequest.Route.API, clock.instant()),
                first.job);

        fixture.files.completed(second.completed(1, null));
        fixture.restarted(clock).retry.requested(wish);

        assertThat(status().state()).isEqualTo(DropStatus.State.READY);
        assertThat(status().job()).isEqualTo(second.job);
    }

    @Test
    void its_life_tells_one_try_from_another() {
        failed(first);
        clock.advance(Duration.ofSeconds(30));
        retry();
        failed(second);

        assertThat(life())
                .containsExactly("WAITING", "FAILED of attempt 1", "WAITING of attempt 2", "FAILED of attempt 2");
    }

    @Test
    void a_second_failure_that_is_heard_of_before_the_wish_is_a_step_of_its_own() {
        failed(first);
        failed(second);

        assertThat(life()).containsExactly("WAITING", "FAILED of attempt 1", "FAILED of attempt 2");
    }

    @Test
    void a_file_that_was_rejected_is_refused_in_words_that_say_whether_it_was_cancelled() {
        Failure cancelled = new CancelRequest("ann", CancelRequest.Route.API, clock.instant()).ofFileBeforeJob();

        fixture.status.rejected(new SubmissionRejected(file.submission(), "thumbs", file, cancelled));

        assertThat(refusal()).isEqualTo("The file was cancelled before it ran: upload it again.");
        DropTrigger other = SharedJob.upload(fixture, "b.jpg");
        Failure broken = Failure.of(FailureCode.INVALID_WORKLOAD, "line 3");
        fixture.status.rejected(new SubmissionRejected(other.submission(), "thumbs", other, broken));
        assertThat(requestRetry().request(other.submission(), "ann"))
                .contains(new RequestRetry.Reply.Refused(
                        "The file was rejected and never ran: correct it, and upload it again."));
    }

    @Test
    void what_cannot_become_ready_is_refused_in_words() {
        assertThat(refusal()).contains("The file is in work");
        failed(first);
        fixture.inbox.write(PATH, DropScenario.bytes("other"), "image/jpeg");
        assertThat(refusal()).contains("The file was replaced or deleted since it failed");
        fixture.inbox.delete(PATH);
        assertThat(refusal()).contains("The file was replaced or deleted since it failed");
        assertThat(announced).isEmpty();
    }

    @Test
    void a_file_that_changed_while_it_was_processed_is_not_tried_again() {
        fixture.inbox.write(PATH, DropScenario.bytes("other"), "image/jpeg");
        first.uploads(1);
        fixture.files.completed(first.completed(1, null));

        assertThat(refusal()).contains("The file was replaced or deleted while it was processed");
    }

    @Test
    void a_file_that_is_given_up_while_it_waits_again_has_an_outcome_of_its_own_that_stays() {
        failed(first);
        retry();
        DropAccount account = fixture.status.account(file.submission()).orElseThrow();
        Failure silence = Failure.of(FailureCode.PLATFORM, "Nothing was heard");

        HandlerResult given = fixture.conclude.giveUp(account, null, silence);
        second.uploads(1);
        HandlerResult late = fixture.files.completed(second.completed(1, null));

        OutputFailed failed = (OutputFailed) given.announcements().getFirst();
        assertThat(failed.failure()).isEqualTo(silence);
        assertThat(failed.job()).isEqualTo(JobId.of(file.submission(), 2));
        assertThat(((OutputFailed) late.announcements().getFirst()).occurrence())
                .isEqualTo(failed.occurrence());
        assertThat(status().failure()).isEqualTo(silence);
        assertThat(refusal()).contains("The file was given up before it came into a job");
    }

    @Test
    void a_file_is_tried_twenty_times_at_most() {
        failed(first);
        for (int again = 2; again <= 20; again++) {
            assertThat(retry()).contains(new RequestRetry.Reply.Waits());
            failed(planned(again + "-x"));
        }

        assertThat(refusal()).contains("The file was tried 20 times");
        assertThat(fixture.table
                        .files()
                        .find(file, first.job)
                        .orElseThrow()
                        .outcome()
                        .job())
                .isEqualTo(first.job);
    }

    @Test
    void the_job_that_files_share_is_not_retried() {
        fixture.files.closed(new JobClosed(first.window.submission(), "thumbs", first.job, BROKEN));

        RequestRetry.Reply reply =
                requestRetry().request(first.window.submission(), "ann").orElseThrow();

        assertThat(((RequestRetry.Reply.Refused) reply).words()).contains("retry those that failed, each by itself");
    }

    private Optional<RequestRetry.Reply> retry() {
        return requestRetry().request(file.submission(), "ann");
    }

    private RequestRetry requestRetry() {
        return new RequestRetry(
                fixture.table.drops(), new BlobCurrentInputs(fixture.inbox), announced::add, fixture.status, clock);
    }

    private String refusal() {
        return ((RequestRetry.Reply.Refused) retry().orElseThrow()).words();
    }

    private OutputFailed failed(SharedJob job) {
        clock.advance(Duration.ofSeconds(30));
        return (OutputFailed) fixture.files
                .completed(job.completed(1, BROKEN))
                .announcements()
                .getFirst();
    }

    private List<String> life() {
        return fixture.status.account(file.submission()).orElseThrow().steps().stream()
                .map(step -> step.state() + (step.attempt() == null ? "" : " of attempt " + step.attempt()))
                .toList();
    }

    /** Plans a job that the file is the only one in. */
    private SharedJob planned(String key) {
        return SharedJob.planned(fixture, key, List.of(file));
    }

    private DropStatus status() {
        return first.status(1);
    }
}
