package io.dropbatch.submission.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.domain.window.SealReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file by itself that somebody wants to be cancelled is rejected or found in a job; never both, never neither. */
class CancelFileTest {

    private static final Duration IDLE = Duration.ofSeconds(4);

    private final SubmissionFixture fixture = new SubmissionFixture();
    private final List<DomainEvent> announced = new ArrayList<>();

    @BeforeEach
    void publish() {
        fixture.workload("thumbs", """
                start: { on: each-file, idle: 4s, maxTasks: 3 }
                tasks: { forEach: { file: '**/*.jpg' }, command: x, outputs: [y] }
                """);
    }

    @Test
    void a_file_that_waits_is_rejected_at_once_and_the_others_go_on_waiting() {
        SeenBlob cancelled = arrive("a");
        SeenBlob kept = arrive("b");

        SubmissionCommand.CheckWindow look =
                (SubmissionCommand.CheckWindow) cancel(cancelled).commands().getFirst();
        assertThat(Duration.between(fixture.clock.instant(), look.notBefore())).isLessThan(Duration.ofSeconds(1));
        fixture.clock.advance(Duration.ofSeconds(1));
        checkAndFinish();

        SubmissionRejected rejected = only(SubmissionRejected.class);
        assertThat(rejected.submission()).isEqualTo(submission(cancelled));
        assertThat(rejected.failure().code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(rejected.failure().message())
                .isEqualTo("Cancelled by ann at 2026-11-20T12:00:00Z. To run it after all, upload it again.");
        assertThat(fixture.sealed(SealReason.CANCELLED)).isEqualTo(1);
        assertThat(events(SubmissionAccepted.class)).isEmpty();
        fixture.clock.advance(IDLE);
        checkAndFinish();
        assertThat(paths()).containsExactly(kept.path());
    }

    @Test
    void of_a_file_in_a_job_is_said_which_task_it_is() {
        arrive("a");
        SeenBlob file = arrive("b");
        fixture.clock.advance(IDLE);
        checkAndFinish();

        HandlerResult result = cancel(file);
        announced.addAll(result.announcements());

        CancelLocated located = only(CancelLocated.class);
        SubmissionAccepted job = only(SubmissionAccepted.class);
        assertThat(located.job()).isEqualTo(JobId.of(job.submission(), 1));
        assertThat(located.task()).isEqualTo(TaskId.of(0, 2));
        assertThat(located.file()).isEqualTo(SubmissionFixture.trigger(file));
        assertThat(result.commands()).isEmpty();
        assertThat(cancel(file)).isEqualTo(result);
    }

    @Test
    void a_wish_that_comes_between_seal_and_leave_is_answered_by_the_next_look() {
        SeenBlob file = arrive("a");
        fixture.clock.advance(IDLE);
        check();

        HandlerResult wished = cancel(file);
        assertThat(wished.announcements()).isEmpty();
        fixture.start();
        finish();
        assertThat(fixture.windows.findWaiting(file, null)).isEmpty();
        HandlerResult located = lookAgain(wished);

        announced.addAll(located.announcements());
        assertThat(only(CancelLocated.class).file()).isEqualTo(SubmissionFixture.trigger(file));
        assertThat(located.commands()).isEmpty();
        assertThat(events(SubmissionRejected.class)).isEmpty();
    }

    @Test
    void looks_go_on_until_it_is_decided_where_the_file_is() {
        SeenBlob file = arrive("a");
        HandlerResult wished = cancel(file);

        HandlerResult again = lookAgain(lookAgain(wished));
        assertThat(again.commands()).hasSize(2);
        checkAndFinish();

        assertThat(lookAgain(again)).isEqualTo(HandlerResult.none());
        assertThat(only(SubmissionRejected.class).submission()).isEqualTo(submission(file));
    }

    @Test
    void a_wish_for_a_retry_that_is_not_heard_of_yet_is_kept_for_it() {
        SeenBlob file = arrive("a");
        fixture.clock.advance(IDLE);
        checkAndFinish();
        JobId failed = JobId.of(only(SubmissionAccepted.class).submission(), 1);

        fixture.useCases.files().cancelFile().requested(wish(file, failed));
        fixture.useCases.files().retryFile().requested(retry(file, failed));
        fixture.clock.advance(Duration.ofSeconds(1));
        checkAndFinish();
        fixture.useCases.files().retryFile().requested(retry(file, failed));
        fixture.clock.advance(Duration.ofHours(1));
        checkAndFinish();

        assertThat(only(SubmissionRejected.class).submission()).isEqualTo(submission(file));
        assertThat(events(SubmissionAccepted.class)).hasSize(1);
    }

    @Test
    void the_first_of_several_wishes_counts_and_what_was_rejected_stays_so() {
        SeenBlob file = arrive("a");
        cancel(file);
        fixture.useCases
                .files()
                .cancelFile()
                .requested(new CancelRequested(
                        submission(file),
                        "thumbs",
                        SubmissionFixture.trigger(file),
                        new CancelRequest("bob", CancelRequest.Route.API, fixture.clock.instant())));
        checkAndFinish();

        assertThat(only(SubmissionRejected.class).failure().message()).startsWith("Cancelled by ann");
        assertThat(cancel(file)).isEqualTo(HandlerResult.none());
        arriveAgain(file);
        fixture.clock.advance(Duration.ofHours(1));
        checkAndFinish();
        assertThat(events(SubmissionAccepted.class)).isEmpty();
    }

    @Test
    void more_files_than_a_job_takes_are_all_rejected() {
        List<SeenBlob> files = List.of(arrive("a"), arrive("b"), arrive("c"), arrive("d"), arrive("e"));
        files.forEach(this::cancel);

        checkAndFinish();
        checkAndFinish();

        assertThat(events(SubmissionRejected.class))
                .extracting(SubmissionRejected::submission)
                .containsExactlyInAnyOrderElementsOf(
                        files.stream().map(CancelFileTest::submission).toList());
        assertThat(fixture.sealed(SealReason.CANCELLED)).isEqualTo(2);
    }

    private static SubmissionId submission(SeenBlob file) {
        return SubmissionFixture.trigger(file).submission();
    }

    private SeenBlob arrive(String name) {
        SeenBlob blob = fixture.upload("thumbs/" + name + ".jpg", name);
        arriveAgain(blob);
        return blob;
    }

    private void arriveAgain(SeenBlob blob) {
        fixture.useCases.files().noteFile().arrived(blob.path(), blob.etag());
    }

    private HandlerResult cancel(SeenBlob file) {
        return fixture.useCases.files().cancelFile().requested(wish(file, null));
    }

    /** Looks at the wish again, as its handling asked for. */
    private HandlerResult lookAgain(HandlerResult handled) {
        return handled.commands().stream()
                .filter(SubmissionCommand.LocateFile.class::isInstance)
                .map(SubmissionCommand.LocateFile.class::cast)
                .map(fixture.useCases.files().cancelFile()::again)
                .findFirst()
                .orElseThrow();
    }

    private CancelRequested wish(SeenBlob file, @Nullable JobId failedJob) {
        CancelRequest request = new CancelRequest("ann", CancelRequest.Route.API, SubmissionFixture.NOON);
        return new CancelRequested(submission(file), "thumbs", SubmissionFixture.trigger(file), request, failedJob);
    }

    private RetryRequested retry(SeenBlob file, JobId failedJob) {
        UserRequest request = new UserRequest("ann", UserRequest.Route.API, fixture.clock.instant());
        return new RetryRequested(submission(file), "thumbs", SubmissionFixture.trigger(file), request, failedJob);
    }

    private void check() {
        announced.addAll(fixture.useCases.files().sealWindow().check("thumbs").announcements());
    }

    private void finish() {
        int open = fixture.windows.openWindow("thumbs");
        announced.addAll(fixture.useCases
                .files()
                .sealWindow()
                .finish(new SubmissionCommand.FinishWindow("thumbs", open))
                .announcements());
    }

    private void checkAndFinish() {
        check();
        finish();
    }

    private List<String> paths() {
        return fixture.tasks(only(SubmissionAccepted.class).submission()).stream()
                .map(task -> task.file().path())
                .toList();
    }

    private <T extends DomainEvent> List<T> events(Class<T> type) {
        return announced.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .distinct()
                .toList();
    }

    private <T extends DomainEvent> T only(Class<T> type) {
        List<T> found = events(type);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
