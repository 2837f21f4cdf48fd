package io.dropbatch.results.app.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionReceived;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcludeFilesTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Failure BROKEN = Failure.of(FailureCode.USER_EXIT, "exit 3");

    private final SettableClock clock = new SettableClock(NOON);
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final List<DropTrigger> files = new ArrayList<>();
    private final DropTrigger window = DropTrigger.rolling("inbox", "thumbs", "1-x", NOON);
    private final JobId job = JobId.of(window.submission(), 1);

    @BeforeEach
    void plan() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int index = 1; index <= 3; index++) {
            String path = "deep/" + index + ".jpg";
            String etag = fixture.inbox.write("thumbs/" + path, DropScenario.bytes("in " + index), "image/jpeg");
            DropTrigger file = new DropTrigger("inbox", "thumbs/" + path, etag, NOON.minusSeconds(9));
            files.add(file);
            PlannedInput input = new PlannedInput(path, 4, etag, null);
            lines.writeBytes(ModelJson.write(new PlannedTask(index, List.of(input), null, Map.of(), file)));
            lines.write('\n');
        }
        fixture.system.write(SystemLayout.planSlice(window.submission(), 0), lines.toByteArray(), "application/jsonl");
        Plan plan = new Plan(
                window.submission(),
                workload(),
                window,
                List.of(),
                null,
                Map.of(),
                List.of(3),
                Plan.SLICE_SIZE,
                3,
                12,
                List.of(),
                IgnoredFiles.NONE,
                null);
        fixture.system.write(SystemLayout.plan(window.submission()), ModelJson.write(plan), "application/json");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_file_is_ready_as_soon_as_its_task_is() {
        uploads(2);

        OutputReady ready = only(fixture.files.completed(completed(2, null)), OutputReady.class);

        assertThat(ready.submission()).isEqualTo(files.get(1).submission());
        assertThat(ready.job()).isEqualTo(job);
        assertThat(ready.tasks()).isEqualTo(1);
        ResultManifest manifest = manifest(2);
        assertThat(manifest.trigger()).isEqualTo(files.get(1));
        assertThat(manifest.outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.blob()).isEqualTo(base(2) + "out/small.jpg"));
        assertThat(status(2).state()).isEqualTo(DropStatus.State.READY);
        assertThat(fixture.browse
                        .result(files.get(1).submission())
                        .map(output -> fixture.browse.open(files.get(1).submission(), output))
                        .toList())
                .singleElement()
                .satisfies(content -> assertThat(content).isPresent());
    }

    @Test
    void an_event_that_comes_again_is_answered_in_the_same_words() {
        uploads(1);
        HandlerResult first = fixture.files.completed(completed(1, null));
        clock.advance(Duration.ofMinutes(1));

        assertThat(fixture.files.completed(completed(1, null))).isEqualTo(first);
        assertThat(fixture.restarted(clock).files.completed(completed(1, BROKEN)))
                .isEqualTo(first);
    }

    @Test
    void the_end_of_the_job_concludes_what_no_event_told_of_and_leaves_the_rest() {
        uploads(1);
        uploads(2);
        HandlerResult early = fixture.files.completed(completed(1, null));
        clock.advance(Duration.ofMinutes(30));

        HandlerResult end = fixture.files.completed(level(BROKEN, 1, 2, -3));

        assertThat(early.announcements()).hasSize(1);
        assertThat(end.announcements())
                .extracting(DomainEvent::submission)
                .containsExactly(files.get(1).submission(), files.get(2).submission(), window.submission());
        assertThat(end.announcements().get(0)).isInstanceOf(OutputReady.class);
        assertThat(((OutputFailed) end.announcements().get(1)).failure()).isEqualTo(BROKEN);
        assertThat(((LevelVerified) end.announcements().get(2)).last()).isTrue();
        assertThat(status(3).state()).isEqualTo(DropStatus.State.FAILED);
        DropStatus whole = read(InboxLayout.status(window));
        assertThat(whole.state()).isEqualTo(DropStatus.State.READY);
        assertThat(whole.message()).startsWith("Done: 2 of 3 files ready, 1 failed.");
    }

    @Test
    void a_job_that_is_ended_fails_the_files_whose_tasks_have_not_ended() {
        uploads(1);
        Failure timeout = Failure.of(FailureCode.TIMEOUT, "the wall clock");

        HandlerResult end = fixture.files.completed(level(timeout, 1));

        assertThat(end.announcements().get(0)).isInstanceOf(OutputReady.class);
        assertThat(((OutputFailed) end.announcements().get(1)).failure()).isEqualTo(timeout);
        assertThat(((OutputFailed) end.announcements().get(2)).failure()).isEqualTo(timeout);
    }

    @Test
    void a_job_that_never_ran_fails_all_its_files() {
        Failure quota = Failure.of(FailureCode.QUOTA, "no pool");

        HandlerResult end = fixture.files.closed(new JobClosed(window.submission(), "thumbs", job, quota));

        assertThat(end.announcements())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one).isInstanceOf(OutputFailed.class));
        assertThat(read(InboxLayout.status(window)).state()).isEqualTo(DropStatus.State.FAILED);
        assertThat(fixture.files.closed(new JobClosed(window.submission(), "thumbs", job, null)))
                .isEqualTo(HandlerResult.none());
    }

    @Test
    void a_file_that_was_replaced_or_deleted_meanwhile_has_no_result() {
        uploads(1);
        uploads(2);
        fixture.inbox.write(files.get(0).path(), DropScenario.bytes("other"), "image/jpeg");
        fixture.inbox.delete(files.get(1).path());

        OutputFailed replaced = only(fixture.files.completed(completed(1, null)), OutputFailed.class);
        OutputFailed deleted = only(fixture.files.completed(completed(2, null)), OutputFailed.class);

        assertThat(replaced.failure().code()).isEqualTo(FailureCode.INPUT_CHANGED);
        assertThat(replaced.failure().message()).contains("thumbs/deep/1.jpg was replaced");
        assertThat(deleted.failure().message()).contains("thumbs/deep/2.jpg was deleted");
        assertThat(manifest(1).outputs()).isEmpty();
    }

    @Test
    void an_output_that_is_not_what_its_task_computed_fails_its_file_only() {
        uploads(1);
        uploads(2);
        fixture.outputs.write(base(1) + "out/small.jpg", DropScenario.bytes("OUT 1"), "image/jpeg");

        OutputFailed damaged = only(fixture.files.completed(completed(1, null)), OutputFailed.class);

        assertThat(damaged.failure().code()).isEqualTo(FailureCode.UPLOAD);
        assertThat(only(fixture.files.completed(completed(2, null)), OutputReady.class))
                .isNotNull();
    }

    @Test
    void a_file_has_a_status_as_soon_as_it_waits() {
        DropTrigger file = files.get(0);

        fixture.status.received(new SubmissionReceived(file.submission(), "thumbs", file, NOON.plusSeconds(30), null));

        assertThat(status(1).state()).isEqualTo(DropStatus.State.WAITING);
        assertThat(status(1).message()).contains("goes off by 2026-11-20T12:00:31Z");
    }

    private void uploads(int index) {
        byte[] output = DropScenario.bytes("out " + index);
        fixture.outputs.write(base(index) + "out/small.jpg", output, "image/jpeg");
        TaskMarker marker = new TaskMarker(
                window.submission(),
                1,
                TaskId.of(0, index),
                "run-" + index,
                "node-1",
                NOON.minusSeconds(6),
                NOON.minusSeconds(5),
                0,
                List.of(new TaskMarker.Output("small.jpg", output.length, DropScenario.sha256(output))),
                null);
        fixture.outputs.write(base(index) + OutputLayout.MARKER, ModelJson.write(marker), "application/json");
    }

    private String base(int index) {
        return OutputLayout.task(job, TaskId.of(0, index)) + "/run-" + index + "/";
    }

    private TaskCompleted completed(int index, Failure failure) {
        TaskRecord record = record(index, failure);
        return new TaskCompleted(
                window.submission(),
                "thumbs",
                job,
                record.task(),
                record.success(),
                record.exitCode(),
                record.node(),
                record.startedAt(),
                record.endedAt(),
                0,
                0,
                failure);
    }

    private static TaskRecord record(int index, Failure failure) {
        return new TaskRecord(
                TaskId.of(0, index),
                failure == null,
                failure == null ? 0 : 3,
                "node-1",
                NOON.minusSeconds(7),
                NOON.minusSeconds(4),
                0,
                0,
                failure);
    }

    /** @param tasks those that have ended; negative for a failed one */
    private LevelCompleted level(Failure failure, int... tasks) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int task : tasks) {
            lines.writeBytes(ModelJson.write(record(Math.abs(task), task < 0 ? BROKEN : null)));
            lines.write('\n');
        }
        String path = SystemLayout.levelTasks(job, 0);
        fixture.system.write(path, lines.toByteArray(), "application/jsonl");
        return new LevelCompleted(window.submission(), "thumbs", job, 0, 1, 3, tasks.length, 0, path, NOON, failure);
    }

    private ResultManifest manifest(int index) {
        String path = OutputLayout.manifest(files.get(index - 1).submission());
        return ModelJson.read(fixture.outputs.read(path).orElseThrow().bytes(), ResultManifest.class);
    }

    private DropStatus status(int index) {
        return read("thumbs/deep/_status." + index + ".jpg.json");
    }

    private DropStatus read(String path) {
        return ModelJson.read(fixture.inbox.read(path).orElseThrow().bytes(), DropStatus.class);
    }

    private static <T extends DomainEvent> T only(HandlerResult result, Class<T> type) {
        assertThat(result.announcements()).singleElement().isInstanceOf(type);
        return type.cast(result.announcements().getFirst());
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
