package io.dropbatch.results.app.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.SubmissionReceived;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.adapter.store.BlobCurrentInputs;
import io.dropbatch.results.app.retry.RequestRetry;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file by itself that failed in a shared job gets its outcome in another one. */
class RetriedFileTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Failure BROKEN = Failure.of(FailureCode.USER_EXIT, "exit 3");
    private static final String PATH = "thumbs/a.jpg";

    private final SettableClock clock = new SettableClock(NOON);
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final List<HandlerResult> announced = new ArrayList<>();
    private DropTrigger file;
    private JobId first;
    private JobId second;

    @BeforeEach
    void plan() {
        String etag = fixture.inbox.write(PATH, DropScenario.bytes("in"), "image/jpeg");
        file = new DropTrigger("inbox", PATH, etag, NOON.minusSeconds(9));
        first = planned("1-x");
        second = planned("2-x");
        fixture.status.received(new SubmissionReceived(file.submission(), "thumbs", file, NOON.plusSeconds(30), null));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_file_that_failed_is_ready_after_a_retry_and_stays_so() {
        HandlerResult failed = fixture.files.completed(completed(first, BROKEN));
        clock.advance(Duration.ofSeconds(30));

        assertThat(retry()).contains(new RequestRetry.Reply.Waits());
        assertThat(status().state()).isEqualTo(DropStatus.State.WAITING);
        assertThat(status().message()).contains("processed again, asked for by ann");
        RetryRequested wish =
                (RetryRequested) announced.getFirst().announcements().getFirst();
        assertThat(wish.failedJob()).isEqualTo(first);
        assertThat(fixture.retry.requested(wish)).isEqualTo(HandlerResult.none());
        assertThat(fixture.files.completed(completed(first, BROKEN))).isEqualTo(failed);
        assertThat(status().state()).isEqualTo(DropStatus.State.WAITING);

        uploads(second);
        OutputReady ready = (OutputReady)
                fixture.files.completed(completed(second, null)).announcements().getFirst();

        assertThat(ready.job()).isEqualTo(second);
        assertThat(manifest().job()).isEqualTo(second);
        assertThat(manifest().outputs()).hasSize(1);
        fixture.files.completed(completed(first, BROKEN));
        fixture.retry.requested(wish);
        assertThat(status().state()).isEqualTo(DropStatus.State.READY);
        assertThat(status().job()).isEqualTo(second);
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
        assertThat(status().job()).isEqualTo(second);
    }

    @Test
    void the_outcome_of_the_other_job_may_be_heard_of_before_the_wish() {
        failed(first);
        uploads(second);
        RetryRequested wish = new RetryRequested(
                file.submission(),
                "thumbs",
                file,
                new UserRequest("ann", UserRequest.Route.API, clock.instant()),
                first);

        fixture.files.completed(completed(second, null));
        fixture.restarted(clock).retry.requested(wish);

        assertThat(status().state()).isEqualTo(DropStatus.State.READY);
        assertThat(status().job()).isEqualTo(second);
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
        uploads(first);
        fixture.files.completed(completed(first, null));

        assertThat(refusal()).contains("The file was replaced or deleted while it was processed");
    }

    @Test
    void a_file_that_is_given_up_while_it_waits_again_has_an_outcome_of_its_own_that_stays() {
        failed(first);
        retry();
        DropAccount account = fixture.status.account(file.submission()).orElseThrow();
        Failure silence = Failure.of(FailureCode.PLATFORM, "Nothing was heard");

        HandlerResult given = fixture.conclude.giveUp(account, null, silence);
        uploads(second);
        HandlerResult late = fixture.files.completed(completed(second, null));

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
                        .find(file, first)
                        .orElseThrow()
                        .outcome()
                        .job())
                .isEqualTo(first);
    }

    @Test
    void the_job_that_files_share_is_not_retried() {
        fixture.files.closed(new JobClosed(first.submission(), "thumbs", first, BROKEN));

        RequestRetry.Reply reply =
                requestRetry().request(first.submission(), "ann").orElseThrow();

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

    private OutputFailed failed(JobId job) {
        clock.advance(Duration.ofSeconds(30));
        return (OutputFailed)
                fixture.files.completed(completed(job, BROKEN)).announcements().getFirst();
    }

    /** Plans a job that the file is the only one in. */
    private JobId planned(String key) {
        DropTrigger window = DropTrigger.rolling("inbox", "thumbs", key, NOON);
        SubmissionId submission = window.submission();
        PlannedInput input = new PlannedInput("a.jpg", 2, file.etag(), null);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(ModelJson.write(new PlannedTask(1, List.of(input), null, Map.of(), file)));
        line.write('\n');
        fixture.system.write(SystemLayout.planSlice(submission, 0), line.toByteArray(), "application/jsonl");
        Plan plan = new Plan(
                submission,
                workload(),
                window,
                List.of(),
                null,
                Map.of(),
                List.of(1),
                Plan.SLICE_SIZE,
                1,
                2,
                List.of(),
                IgnoredFiles.NONE,
                null);
        fixture.system.write(SystemLayout.plan(submission), ModelJson.write(plan), "application/json");
        return JobId.of(submission, 1);
    }

    private void uploads(JobId job) {
        byte[] output = DropScenario.bytes("out");
        String base = OutputLayout.task(job, TaskId.of(0, 1)) + "/run-1/";
        fixture.outputs.write(base + "out/small.jpg", output, "image/jpeg");
        TaskMarker marker = new TaskMarker(
                job.submission(),
                1,
                TaskId.of(0, 1),
                "run-1",
                "node-1",
                NOON.minusSeconds(6),
                NOON.minusSeconds(5),
                0,
                List.of(new TaskMarker.Output("small.jpg", output.length, DropScenario.sha256(output))),
                null);
        fixture.outputs.write(base + OutputLayout.MARKER, ModelJson.write(marker), "application/json");
    }

    private static TaskCompleted completed(JobId job, Failure failure) {
        return new TaskCompleted(
                job.submission(),
                "thumbs",
                job,
                TaskId.of(0, 1),
                failure == null,
                failure == null ? 0 : 3,
                "node-1",
                NOON.minusSeconds(7),
                NOON.minusSeconds(4),
                0,
                0,
                failure);
    }

    private ResultManifest manifest() {
        String path = OutputLayout.manifest(file.submission());
        return ModelJson.read(fixture.outputs.read(path).orElseThrow().bytes(), ResultManifest.class);
    }

    private DropStatus status() {
        return ModelJson.read(
                fixture.inbox.read("thumbs/_status.a.jpg.json").orElseThrow().bytes(), DropStatus.class);
    }

    private static Workload workload() {
        String yaml = """
                apiVersion: dropbatch/v1
                name: thumbs
                start: { on: each-file }
                tasks: { forEach: { file: "**/*.jpg" }, command: x, outputs: ["*.jpg"] }
                """;
        WorkloadReading reading = WorkloadReader.read(yaml.getBytes(UTF_8), new WorkloadName("thumbs"));
        return ((WorkloadReading.Valid) reading).workload();
    }
}
