package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doThrow;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionReceived;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.retry.LastingFailureException;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.domain.window.SealReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EachFileTest {

    private static final String RECIPE = """
            start: { on: each-file, idle: 4s, maxTasks: 3 }
            tasks: { forEach: { file: '**/*.jpg' }, command: x, outputs: [y] }
            """;

    private final SubmissionFixture fixture = new SubmissionFixture();

    @BeforeEach
    void publish() {
        fixture.workload("thumbs", RECIPE);
    }

    @Test
    void a_file_waits_and_becomes_a_task_of_its_own_submission() {
        SeenBlob blob = fixture.upload("thumbs/2026/a.jpg", "a");

        SubmissionReceived received = only(arrive(blob), SubmissionReceived.class);
        SubmissionAccepted accepted = accepted(sealed());

        assertThat(received.submission()).isEqualTo(trigger(blob).submission());
        assertThat(received.sealedBy()).isEqualTo(SubmissionFixture.NOON.plusSeconds(24));
        assertThat(accepted.submission().isRolling()).isTrue();
        assertThat(accepted.submission()).isEqualTo(accepted.trigger().submission());
        assertThat(accepted.levels()).containsExactly(1);
        PlannedTask task = fixture.tasks(accepted.submission()).getFirst();
        assertThat(task.file()).isEqualTo(trigger(blob));
        assertThat(task.inputs().getFirst().path()).isEqualTo("2026/a.jpg");
        assertThat(task.inputs().getFirst().etag()).isEqualTo(blob.etag());
    }

    @Test
    void files_that_arrive_together_share_a_job_and_a_later_one_opens_the_next() {
        arrive("thumbs/a.jpg");
        fixture.clock.advance(Duration.ofSeconds(3));
        arrive("thumbs/b.jpg");
        fixture.clock.advance(Duration.ofSeconds(3));

        assertThat(check().announcements()).isEmpty();
        SubmissionAccepted first = accepted(sealed());
        arrive("thumbs/c.jpg");
        SubmissionAccepted second = accepted(sealed());

        assertThat(paths(first)).containsExactly("thumbs/a.jpg", "thumbs/b.jpg");
        assertThat(paths(second)).containsExactly("thumbs/c.jpg");
        assertThat(second.submission()).isNotEqualTo(first.submission());
        assertThat(fixture.sealed(SealReason.IDLE)).isEqualTo(2);
    }

    @Test
    void a_full_job_goes_off_at_once_and_the_rest_with_the_next() {
        for (String name : List.of("a", "b", "c", "d")) {
            arrive("thumbs/" + name + ".jpg");
            fixture.clock.advance(Duration.ofMillis(1));
        }

        SubmissionAccepted first = accepted(check());
        finish();
        SubmissionAccepted second = accepted(sealed());

        assertThat(paths(first)).containsExactly("thumbs/a.jpg", "thumbs/b.jpg", "thumbs/c.jpg");
        assertThat(paths(second)).containsExactly("thumbs/d.jpg");
        assertThat(fixture.sealed(SealReason.FULL)).isEqualTo(1);
        assertThat(fixture.sealed(SealReason.IDLE)).isEqualTo(1);
    }

    @Test
    void a_trickle_does_not_keep_the_first_file_waiting() {
        fixture.workload("thumbs", RECIPE.replace("maxTasks: 3", "maxTasks: 100"));
        for (int i = 0; i < 8; i++) {
            arrive("thumbs/" + i + ".jpg");
            assertThat(check().announcements()).isEmpty();
            fixture.clock.advance(Duration.ofSeconds(3));
        }

        assertThat(paths(accepted(check()))).hasSize(8);
        assertThat(fixture.sealed(SealReason.OVERDUE)).isEqualTo(1);
    }

    @Test
    void a_file_that_storage_does_not_show_any_more_keeps_no_other_waiting() {
        arrive("thumbs/a.jpg");
        SeenBlob second = fixture.upload("thumbs/a.jpg", "other");
        arrive(second);
        arrive("thumbs/b.jpg");
        doThrow(new LastingFailureException("encrypted with a key of the customer's", new IllegalStateException()))
                .when(fixture.drops)
                .find("thumbs/a.jpg");

        SubmissionAccepted accepted = accepted(sealed());

        assertThat(paths(accepted)).containsExactlyInAnyOrder("thumbs/a.jpg", "thumbs/b.jpg");
    }

    @Test
    void an_event_that_comes_again_changes_nothing_at_any_moment() {
        SeenBlob blob = fixture.upload("thumbs/a.jpg", "a");
        HandlerResult first = arrive(blob);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(arrive(blob).announcements()).isEqualTo(first.announcements());

        HandlerResult sealed = sealedButNotFinished();
        assertThat(arrive(blob).announcements()).isEqualTo(first.announcements());
        assertThat(check()).isEqualTo(sealed);
        finish();
        assertThat(arrive(blob)).isEqualTo(HandlerResult.none());
        finish();

        fixture.clock.advance(Duration.ofHours(1));
        assertThat(check()).isEqualTo(HandlerResult.none());
        assertThat(fixture.counted("dropbatch.files.joined")).isEqualTo(1);
    }

    @Test
    void a_restart_between_any_two_steps_changes_nothing() {
        SeenBlob blob = fixture.upload("thumbs/a.jpg", "a");
        arrive(blob);
        fixture.start();
        HandlerResult sealed = sealedButNotFinished();
        fixture.start();
        assertThat(check()).isEqualTo(sealed);
        fixture.start();
        finish();
        fixture.start();

        fixture.clock.advance(Duration.ofHours(1));
        assertThat(check()).isEqualTo(HandlerResult.none());
    }

    @Test
    void a_file_that_is_made_to_wait_again_by_a_slow_handler_does_not_go_into_a_second_job() {
        SeenBlob blob = fixture.upload("thumbs/a.jpg", "a");
        arrive(blob);
        var kept = fixture.windows.findWaiting(blob, null).orElseThrow();
        sealed();

        fixture.windows.join(kept);
        fixture.clock.advance(Duration.ofHours(1));

        assertThat(check()).isEqualTo(HandlerResult.none());
        assertThat(fixture.windows.findWaiting(blob, null)).isEmpty();
    }

    @Test
    void of_a_file_that_is_replaced_while_it_waits_the_latest_version_is_processed() {
        SeenBlob old = fixture.upload("thumbs/a.jpg", "old");
        arrive(old);
        fixture.clock.advance(Duration.ofSeconds(1));
        SeenBlob young = fixture.upload("thumbs/a.jpg", "young");
        arrive(young);

        HandlerResult sealed = sealed();

        assertThat(paths(accepted(sealed))).containsExactly("thumbs/a.jpg");
        assertThat(fixture.tasks(accepted(sealed).submission()).getFirst().file())
                .isEqualTo(trigger(young));
        SubmissionRejected rejected = rejected(sealed).getFirst();
        assertThat(rejected.submission()).isEqualTo(trigger(old).submission());
        assertThat(rejected.failure().code()).isEqualTo(FailureCode.CANCELLED);
    }

    @Test
    void the_event_of_a_version_that_is_gone_stands_for_the_latest() {
        SeenBlob old = fixture.upload("thumbs/a.jpg", "old");
        SeenBlob young = fixture.upload("thumbs/a.jpg", "young");

        SubmissionReceived received = only(arrive(old), SubmissionReceived.class);

        assertThat(received.trigger()).isEqualTo(trigger(young));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thumbs/a.txt",
                "thumbs/_READY",
                "thumbs/2026/_status.a.jpg.json",
                "thumbs/_status.json",
                "thumbs/.hidden.jpg",
                "thumbs/_rolling",
                "thumbs/Thumbs.db",
                "thumbs/2026_$folder$"
            })
    void what_the_workload_does_not_select_is_left_out(String path) {
        fixture.workload("thumbs", path.endsWith("txt") ? RECIPE : RECIPE.replace(".jpg", ""));

        assertThat(arrive(fixture.upload(path, ""))).isEqualTo(HandlerResult.none());
    }

    @Test
    void a_name_that_no_node_can_hold_is_refused_alone() {
        SeenBlob blob = fixture.upload("thumbs/a\nb.jpg", "a");
        fixture.workload("thumbs", RECIPE.replace("**/*.jpg", "**/*"));

        SubmissionRejected rejected = only(arrive(blob), SubmissionRejected.class);

        assertThat(rejected.submission()).isEqualTo(trigger(blob).submission());
        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INVALID_MANIFEST);
        assertThat(only(arrive(blob), SubmissionRejected.class)).isEqualTo(rejected);
        assertThat(fixture.rejections()).hasSize(1);
    }

    @Test
    void a_workload_that_cannot_be_used_refuses_each_file_with_its_line() {
        fixture.workload("thumbs", RECIPE + "merge: { command: x, outputs: [y] }\n");

        SubmissionRejected rejected = only(arrive(fixture.upload("thumbs/a.jpg", "a")), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INVALID_WORKLOAD);
        assertThat(rejected.failure().message()).contains("merge", "each-file");
    }

    @Test
    void a_missing_application_refuses_all_files_of_the_job_and_the_next_ones_run_once_it_is_there() {
        fixture.workload("thumbs", RECIPE + "application: { name: tool, version: '1' }\n");
        arrive("thumbs/a.jpg");
        arrive("thumbs/b.jpg");
        HandlerResult sealed = sealedButNotFinished();
        fixture.write(fixture.applications, "tool/1/run", "x");

        assertThat(check()).isEqualTo(sealed);
        finish();
        arrive("thumbs/c.jpg");
        SubmissionAccepted next = accepted(sealed());

        assertThat(rejected(sealed))
                .extracting(one -> one.failure().code())
                .containsExactly(FailureCode.APPLICATION_MISSING, FailureCode.APPLICATION_MISSING);
        assertThat(paths(next)).containsExactly("thumbs/c.jpg");
    }

    @Test
    void the_sweep_finds_files_and_looks_whose_messages_were_lost_and_nothing_twice() {
        SeenBlob known = fixture.upload("thumbs/known.jpg", "k");
        arrive(known);
        sealed();
        SeenBlob lost = fixture.upload("thumbs/deep/lost.jpg", "l");
        fixture.upload("thumbs/left.txt", "t");
        fixture.clock.advance(Duration.ofSeconds(20));

        sweep();
        assertThat(swept(SubmissionReceived.class))
                .extracting(SubmissionReceived::submission)
                .containsExactly(trigger(lost).submission());
        fixture.clock.advance(Duration.ofSeconds(5));
        sweep();
        sweep();

        assertThat(swept(SubmissionAccepted.class))
                .extracting(this::paths)
                .first()
                .isEqualTo(List.of("thumbs/deep/lost.jpg"));
        assertThat(fixture.counted("dropbatch.sweep.recoveries", "sweep", "files"))
                .isEqualTo(1);
    }

    @Test
    void the_sweep_takes_a_change_of_metadata_for_no_new_version() {
        arrive("thumbs/a.jpg");
        sealed();
        fixture.clock.advance(Duration.ofMinutes(1));
        fixture.upload("thumbs/a.jpg", "thumbs/a.jpg");
        fixture.clock.advance(Duration.ofSeconds(20));

        sweep();

        assertThat(swept(SubmissionReceived.class)).isEmpty();
    }

    @Test
    void a_file_that_failed_goes_into_another_job_once_however_often_it_was_asked_for() {
        SeenBlob blob = fixture.upload("thumbs/a.jpg", "a");
        arrive(blob);
        RetryRequested wish = wish(blob, accepted(sealed()));

        HandlerResult first = retry(wish);
        fixture.start();
        assertThat(retry(wish).announcements()).isEqualTo(first.announcements());
        SubmissionAccepted again = accepted(sealedButNotFinished());
        assertThat(retry(wish).announcements()).isEqualTo(first.announcements());
        fixture.start();
        finish();

        SubmissionReceived received = only(first, SubmissionReceived.class);
        assertThat(received.submission()).isEqualTo(trigger(blob).submission());
        assertThat(received.failedJob()).isEqualTo(wish.failedJob());
        assertThat(fixture.tasks(again.submission()))
                .singleElement()
                .satisfies(task -> assertThat(task.file()).isEqualTo(trigger(blob)));
        assertThat(again.submission()).isNotEqualTo(wish.failedJob().submission());
        assertThat(retry(wish)).isEqualTo(HandlerResult.none());
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(check()).isEqualTo(HandlerResult.none());
    }

    @Test
    void a_file_that_failed_before_its_window_was_left_goes_into_the_next_one() {
        SeenBlob blob = fixture.upload("thumbs/a.jpg", "a");
        arrive(blob);
        SubmissionAccepted failed = accepted(sealedButNotFinished());
        retry(wish(blob, failed));
        finish();

        SubmissionAccepted next = accepted(sealed());

        assertThat(paths(next)).containsExactly("thumbs/a.jpg");
        assertThat(retry(wish(blob, next)).announcements()).hasSize(1);
        assertThat(paths(accepted(sealed()))).containsExactly("thumbs/a.jpg");
    }

    @Test
    void a_file_that_is_gone_or_replaced_is_not_tried_again() {
        SeenBlob gone = fixture.upload("thumbs/gone.jpg", "a");
        SeenBlob replaced = fixture.upload("thumbs/replaced.jpg", "a");
        arrive(gone);
        arrive(replaced);
        SubmissionAccepted failed = accepted(sealed());
        fixture.inbox.delete(gone.path());
        fixture.upload(replaced.path(), "b");

        for (SeenBlob blob : List.of(gone, replaced)) {
            SubmissionRejected rejected = only(retry(wish(blob, failed)), SubmissionRejected.class);
            assertThat(rejected.submission()).isEqualTo(trigger(blob).submission());
            assertThat(rejected.failure().message()).contains(blob.path() + " was replaced or deleted");
            assertThat(only(retry(wish(blob, failed)), SubmissionRejected.class))
                    .isEqualTo(rejected);
        }
    }

    @Test
    void a_file_that_is_deleted_while_it_waits_again_is_left_to_its_task() {
        SeenBlob blob = fixture.upload("thumbs/a.jpg", "a");
        arrive(blob);
        RetryRequested wish = wish(blob, accepted(sealed()));
        retry(wish);
        fixture.inbox.delete(blob.path());

        assertThat(retry(wish)).isEqualTo(HandlerResult.none());
        assertThat(paths(accepted(sealed()))).containsExactly("thumbs/a.jpg");
    }

    @Test
    void a_workload_that_cannot_be_used_any_more_refuses_the_file_that_is_tried_again() {
        SeenBlob blob = fixture.upload("thumbs/a.jpg", "a");
        arrive(blob);
        SubmissionAccepted failed = accepted(sealed());
        fixture.clock.advance(Duration.ofSeconds(2));
        fixture.workload("thumbs", RECIPE.replace("each-file, idle: 4s, maxTasks: 3", "marker"));

        SubmissionRejected rejected = only(retry(wish(blob, failed)), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INVALID_WORKLOAD);
        assertThat(rejected.failure().message()).contains("no longer starts on each file");
    }

    @Test
    void a_drop_of_several_files_is_tried_again_by_another_service() {
        SeenBlob blob = fixture.upload("thumbs/a.jpg", "a");
        UserRequest request = new UserRequest("ann", UserRequest.Route.API, fixture.clock.instant());

        HandlerResult result =
                retry(new RetryRequested(trigger(blob).submission(), "thumbs", trigger(blob), request, null));

        assertThat(result).isEqualTo(HandlerResult.none());
    }

    private RetryRequested wish(SeenBlob blob, SubmissionAccepted failed) {
        UserRequest request = new UserRequest("ann", UserRequest.Route.API, fixture.clock.instant());
        DropTrigger file = trigger(blob);
        return new RetryRequested(file.submission(), "thumbs", file, request, JobId.of(failed.submission(), 1));
    }

    private HandlerResult retry(RetryRequested wish) {
        return fixture.useCases.files().retryFile().requested(wish);
    }

    private void sweep() {
        fixture.useCases.files().sweepFiles().sweep();
    }

    private <T extends DomainEvent> List<T> swept(Class<T> type) {
        return fixture.swept.stream()
                .flatMap(result -> result.announcements().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .distinct()
                .toList();
    }

    private void arrive(String path) {
        arrive(fixture.upload(path, path));
    }

    private HandlerResult arrive(SeenBlob blob) {
        return fixture.useCases.files().noteFile().concerns("inbox", blob.path())
                ? fixture.useCases.files().noteFile().arrived(blob.path(), blob.etag())
                : HandlerResult.none();
    }

    private HandlerResult check() {
        return fixture.useCases.files().sealWindow().check("thumbs");
    }

    private HandlerResult sealedButNotFinished() {
        fixture.clock.advance(Duration.ofSeconds(4));
        return check();
    }

    /** Waits until no file has come for long enough. */
    private HandlerResult sealed() {
        HandlerResult result = sealedButNotFinished();
        for (ScheduledCommand command : new ArrayList<>(result.commands())) {
            if (command instanceof SubmissionCommand.FinishWindow finish) {
                fixture.useCases.files().sealWindow().finish(finish);
            }
        }
        return result;
    }

    private void finish() {
        int open = fixture.windows.openWindow("thumbs");
        fixture.useCases.files().sealWindow().finish(new SubmissionCommand.FinishWindow("thumbs", open));
    }

    private static SubmissionAccepted accepted(HandlerResult result) {
        return result.announcements().stream()
                .filter(SubmissionAccepted.class::isInstance)
                .map(SubmissionAccepted.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no job: " + result));
    }

    private static List<SubmissionRejected> rejected(HandlerResult result) {
        return result.announcements().stream()
                .filter(SubmissionRejected.class::isInstance)
                .map(SubmissionRejected.class::cast)
                .toList();
    }

    private List<String> paths(SubmissionAccepted accepted) {
        return fixture.tasks(accepted.submission()).stream()
                .map(task -> task.file().path())
                .toList();
    }

    private static DropTrigger trigger(SeenBlob blob) {
        return SubmissionFixture.trigger(blob);
    }
}
