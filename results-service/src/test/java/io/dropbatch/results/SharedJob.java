package io.dropbatch.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.SubmissionAccepted;
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
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job that files of the workload {@code thumbs} share, planned as submission-service does, and what happens to it. */
public final class SharedJob {

    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    public static final Failure BROKEN = Failure.of(FailureCode.USER_EXIT, "exit 3");

    public final JobId job;
    public final DropTrigger window;
    public final List<DropTrigger> files;
    private final ResultsFixture fixture;

    private SharedJob(ResultsFixture fixture, DropTrigger window, List<DropTrigger> files) {
        this.fixture = fixture;
        this.window = window;
        this.files = files;
        this.job = JobId.of(window.submission(), 1);
    }

    /** Uploads a file of the workload. */
    public static DropTrigger upload(ResultsFixture fixture, String path) {
        String etag = fixture.inbox.write("thumbs/" + path, DropScenario.bytes("in " + path), "image/jpeg");
        return new DropTrigger("inbox", "thumbs/" + path, etag, NOON.minusSeconds(9));
    }

    /**
     * Plans a job.
     *
     * @param key tells it from others
     */
    public static SharedJob planned(ResultsFixture fixture, String key, List<DropTrigger> files) {
        SharedJob shared =
                new SharedJob(fixture, DropTrigger.rolling("inbox", "thumbs", key, NOON), List.copyOf(files));
        shared.writePlan();
        return shared;
    }

    /** Plans a job of files {@code deep/1.jpg} and so on. */
    public static SharedJob planned(ResultsFixture fixture, int count) {
        List<DropTrigger> files = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            files.add(upload(fixture, "deep/" + index + ".jpg"));
        }
        return planned(fixture, "1-x", files);
    }

    private void writePlan() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int index = 1; index <= files.size(); index++) {
            DropTrigger file = file(index);
            PlannedInput input = new PlannedInput(file.path().substring("thumbs/".length()), 4, file.etag(), null);
            append(lines, new PlannedTask(index, List.of(input), null, Map.of(), file));
        }
        fixture.system.write(SystemLayout.planSlice(window.submission(), 0), lines.toByteArray(), "application/jsonl");
        Plan plan = new Plan(
                window.submission(),
                workload(),
                window,
                List.of(),
                null,
                Map.of(),
                List.of(files.size()),
                Plan.SLICE_SIZE,
                files.size(),
                4L * files.size(),
                List.of(),
                IgnoredFiles.NONE,
                null);
        fixture.system.write(SystemLayout.plan(window.submission()), ModelJson.write(plan), "application/json");
    }

    /** @param index of the file's task, from 1 */
    public DropTrigger file(int index) {
        return files.get(index - 1);
    }

    /** That a file waits for the job. */
    public SubmissionReceived received(int index) {
        DropTrigger file = file(index);
        return new SubmissionReceived(file.submission(), "thumbs", file, NOON.plusSeconds(30), null);
    }

    /** That the job is accepted. */
    public SubmissionAccepted accepted() {
        return new SubmissionAccepted(
                window.submission(),
                "thumbs",
                window,
                NOON,
                SystemLayout.plan(window.submission()),
                List.of(files.size()),
                0,
                files.size(),
                4L * files.size());
    }

    /** Writes what the task of a file leaves. */
    public void uploads(int index) {
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

    /** The folder of the run of a file's task, with a slash at its end. */
    public String base(int index) {
        return OutputLayout.task(job, TaskId.of(0, index)) + "/run-" + index + "/";
    }

    /** That the task of a file has ended. */
    public TaskCompleted completed(int index, @Nullable Failure failure) {
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

    private static TaskRecord record(int index, @Nullable Failure failure) {
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
    public LevelCompleted levelCompleted(@Nullable Failure failure, int... tasks) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int task : tasks) {
            append(lines, record(Math.abs(task), task < 0 ? BROKEN : null));
        }
        String path = SystemLayout.levelTasks(job, 0);
        fixture.system.write(path, lines.toByteArray(), "application/jsonl");
        return new LevelCompleted(
                window.submission(), "thumbs", job, 0, 1, files.size(), tasks.length, 0, path, NOON, failure);
    }

    public ResultManifest manifest(int index) {
        String path = OutputLayout.manifest(file(index).submission());
        return ModelJson.read(fixture.outputs.read(path).orElseThrow().bytes(), ResultManifest.class);
    }

    /** What is posted beside a file. */
    public DropStatus status(int index) {
        return posted(file(index));
    }

    /** What is posted of the job itself. */
    public DropStatus status() {
        return posted(window);
    }

    private DropStatus posted(DropTrigger trigger) {
        return ModelJson.read(
                fixture.inbox.read(InboxLayout.status(trigger)).orElseThrow().bytes(), DropStatus.class);
    }

    private static void append(ByteArrayOutputStream lines, Object line) {
        lines.writeBytes(ModelJson.write(line));
        lines.write('\n');
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
