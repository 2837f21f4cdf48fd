package io.dropbatch.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.event.JobMetered;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobQuoted;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.QueueMoved;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.SplitOutputs;
import io.dropbatch.model.result.CostReceipt;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.PoolQuote;
import io.dropbatch.model.result.QueuePlace;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.workload.FailureTolerance;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.PoolTemplate;
import io.dropbatch.model.workload.RoundRule;
import io.dropbatch.model.workload.SplitTemplate;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.SubmissionLimits;
import io.dropbatch.model.workload.TaskTemplate;
import io.dropbatch.model.workload.Workload;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes one drop and its job as the other services and the nodes would. */
public final class DropScenario {

    public static final String OUTPUT = "result.txt";

    public final ResultsFixture fixture;
    public final DropTrigger trigger;
    public final SubmissionId submission;
    public final JobId job;
    public final List<Integer> levels;
    public final Instant now;
    private final List<TaskRecord> records = new ArrayList<>();

    private final @Nullable Integer mapLevel;
    private final @Nullable RoundRule rounds;

    private DropScenario(ResultsFixture fixture, DropTrigger trigger, List<Integer> levels, Instant now) {
        this(fixture, trigger, 1, levels, now, null, null);
    }

    private DropScenario(
            ResultsFixture fixture,
            DropTrigger trigger,
            int attempt,
            List<Integer> levels,
            Instant now,
            @Nullable Integer mapLevel,
            @Nullable RoundRule rounds) {
        this.fixture = fixture;
        this.trigger = trigger;
        this.submission = trigger.submission();
        this.job = JobId.of(submission, attempt);
        this.levels = levels;
        this.now = now;
        this.mapLevel = mapLevel;
        this.rounds = rounds;
    }

    /** A marker drop with one input, to be split by a task first. */
    public static DropScenario toBeSplit(ResultsFixture fixture, Instant now) {
        String prefix = "demo/d1/";
        String etag = fixture.inbox.write(prefix + "in-1.txt", bytes("input 1"), "text/plain");
        String trigger = fixture.inbox.write(prefix + "_READY", new byte[0], "text/plain");
        DropScenario scenario = new DropScenario(
                fixture,
                new DropTrigger(fixture.inbox.container(), prefix + "_READY", trigger, now),
                1,
                List.of(1, 1),
                now,
                1,
                null);
        PlannedTask split = new PlannedTask(1, List.of(new PlannedInput("in-1.txt", 7, etag, null)), null, Map.of());
        fixture.system.write(SystemLayout.splitTask(scenario.submission), ModelJson.write(split), "application/jsonl");
        fixture.system.write(
                SystemLayout.plan(scenario.submission), ModelJson.write(scenario.splitPlan(null)), "application/json");
        return scenario;
    }

    /** submission-service has planned the map level: a task for each part. */
    public DropScenario mapPlanned(int parts) {
        DropScenario planned = new DropScenario(fixture, trigger, job.attempt(), List.of(1, parts), now, 1, null);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int index = 1; index <= parts; index++) {
            PlannedInput part = new PlannedInput("part-" + index + ".txt", 3, "", "ab".repeat(32));
            lines.writeBytes(ModelJson.write(new PlannedTask(index, List.of(part), null, Map.of())));
            lines.write('\n');
        }
        fixture.system.write(SystemLayout.planSlice(submission, 0), lines.toByteArray(), "application/jsonl");
        SplitOutputs split = new SplitOutputs(base(TaskId.of(0, 1), "run-0-1") + "out/", parts, 3L * parts);
        fixture.system.write(
                SystemLayout.mapPlan(submission), ModelJson.write(planned.splitPlan(split)), "application/json");
        return planned;
    }

    private Plan splitPlan(@Nullable SplitOutputs split) {
        return new Plan(
                submission,
                workload(FailureTolerance.none(), new SplitTemplate("true", List.of(new Glob("*.txt"))), null),
                trigger,
                List.of(),
                null,
                Map.of(),
                levels,
                Plan.SLICE_SIZE,
                1,
                7,
                List.of(),
                IgnoredFiles.NONE,
                null,
                split);
    }

    /** The next attempt, of which nothing is recorded yet. */
    public DropScenario next(Instant later) {
        return new DropScenario(fixture, trigger, job.attempt() + 1, levels, later, mapLevel, rounds);
    }

    /** A marker drop with one input for each task, accepted and planned. */
    public static DropScenario accepted(ResultsFixture fixture, Instant now, Integer... levels) {
        return accepted(fixture, now, "d1", levels);
    }

    public static DropScenario accepted(ResultsFixture fixture, Instant now, String drop, Integer... levels) {
        return accepted(fixture, now, drop, FailureTolerance.none(), levels);
    }

    /** A drop whose tasks are merged by one, in rounds until a merge writes {@code done}. */
    public static DropScenario inRounds(ResultsFixture fixture, Instant now, int max, int tasks) {
        String prefix = "demo/d1/";
        List<PlannedInput> inputs = inputs(fixture, prefix, tasks);
        String etag = fixture.inbox.write(prefix + "_READY", new byte[0], "text/plain");
        RoundRule rounds = new RoundRule(max, "done");
        DropScenario scenario = new DropScenario(
                fixture,
                new DropTrigger(fixture.inbox.container(), prefix + "_READY", etag, now),
                1,
                workload(FailureTolerance.none(), null, rounds).levels(tasks),
                now,
                null,
                rounds);
        scenario.writePlan(inputs, FailureTolerance.none());
        return scenario;
    }

    /** A drop whose workload can do without some of its tasks. */
    public static DropScenario tolerating(int failures, ResultsFixture fixture, Instant now, Integer... levels) {
        return accepted(fixture, now, "d1", new FailureTolerance(BigDecimal.valueOf(failures), false), levels);
    }

    private static DropScenario accepted(
            ResultsFixture fixture, Instant now, String drop, FailureTolerance tolerance, Integer... levels) {
        String prefix = "demo/" + drop + "/";
        return planned(fixture, now, prefix, tolerance, inputs(fixture, prefix, levels[0]), levels);
    }

    private static List<PlannedInput> inputs(ResultsFixture fixture, String prefix, int count) {
        List<PlannedInput> inputs = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            String path = "in-" + index + ".txt";
            String etag = fixture.inbox.write(prefix + path, bytes("input " + index), "text/plain");
            inputs.add(new PlannedInput(path, 7, etag, null));
        }
        return inputs;
    }

    /** A drop of so many files that they are only planned, and not there. */
    public static DropScenario vast(ResultsFixture fixture, Instant now, String drop, int files) {
        List<PlannedInput> inputs = IntStream.rangeClosed(1, files)
                .mapToObj(index -> new PlannedInput("in-" + index + ".txt", 7, "etag-" + index, null))
                .toList();
        return planned(fixture, now, "demo/" + drop + "/", FailureTolerance.none(), inputs, files);
    }

    private static DropScenario planned(
            ResultsFixture fixture,
            Instant now,
            String prefix,
            FailureTolerance tolerance,
            List<PlannedInput> inputs,
            Integer... levels) {
        String etag = fixture.inbox.write(prefix + "_READY", new byte[0], "text/plain");
        DropScenario scenario = new DropScenario(
                fixture,
                new DropTrigger(fixture.inbox.container(), prefix + "_READY", etag, now),
                List.of(levels),
                now);
        scenario.writePlan(inputs, tolerance);
        return scenario;
    }

    private void writePlan(List<PlannedInput> inputs, FailureTolerance tolerance) {
        Plan plan = new Plan(
                submission,
                workload(tolerance, null, rounds),
                trigger,
                List.of(),
                null,
                Map.of(),
                levels,
                Plan.SLICE_SIZE,
                inputs.size(),
                inputs.size() * 7L,
                List.of(),
                IgnoredFiles.NONE,
                null);
        for (int slice = 0; slice < plan.slices(); slice++) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            int to = Math.min(inputs.size(), (slice + 1) * Plan.SLICE_SIZE);
            for (int index = slice * Plan.SLICE_SIZE + 1; index <= to; index++) {
                lines.writeBytes(
                        ModelJson.write(new PlannedTask(index, List.of(inputs.get(index - 1)), null, Map.of())));
                lines.write('\n');
            }
            fixture.system.write(SystemLayout.planSlice(submission, slice), lines.toByteArray(), "application/jsonl");
        }
        fixture.system.write(SystemLayout.plan(submission), ModelJson.write(plan), "application/json");
    }

    private @Nullable Integer toldRounds() {
        return rounds == null ? null : (Integer) rounds.max();
    }

    private static Workload workload(
            FailureTolerance tolerance, @Nullable SplitTemplate split, @Nullable RoundRule rounds) {
        return new Workload(
                new WorkloadName("demo"),
                null,
                List.of(),
                new StartCondition(StartCondition.On.MARKER, Duration.ofHours(1), null),
                new TaskTemplate(
                        new ForEach.EachFile(new Glob("*.txt")),
                        List.of(),
                        "true",
                        List.of(new Glob("*.txt")),
                        Map.of(),
                        Duration.ofMinutes(1),
                        0),
                rounds == null ? null : new Merge("true", List.of(new Glob("*.txt")), 32, null),
                new SubmissionLimits(100_000, Duration.ofHours(1), null),
                0,
                new PoolTemplate("Standard_D2s_v5", "ubuntu-22.04", 0, 1, 1, null),
                tolerance,
                null,
                split,
                rounds);
    }

    /** Every task of the level runs and uploads one output. */
    public DropScenario levelRuns(int level) {
        for (int index = 1; index <= levels.get(level); index++) {
            taskRuns(TaskId.of(level, index), "node-1", "run-" + level + "-" + index, "output " + index);
        }
        return this;
    }

    /** A task runs on the node, and Batch calls it a success. */
    public DropScenario taskRuns(TaskId task, String node, String run, String output) {
        uploads(task, node, run, now.minusSeconds(10), output);
        return succeeded(task, node);
    }

    /** What a run of a task uploads, whatever Batch thinks of it. */
    public DropScenario uploads(TaskId task, String node, String run, Instant startedAt, String output) {
        return uploads(task, node, run, startedAt, OUTPUT, output);
    }

    /** A task runs, uploads an output of the given name, and Batch calls it a success. */
    public DropScenario taskUploads(TaskId task, String path, String output) {
        uploads(task, "node-1", "run-1", now.minusSeconds(10), path, output);
        return succeeded(task, "node-1");
    }

    /** A task runs, uploads outputs of the given names and contents, and Batch calls it a success. */
    public DropScenario taskUploads(TaskId task, Map<String, String> contents) {
        String base = base(task, "run-1");
        List<TaskMarker.Output> outputs = new ArrayList<>();
        contents.forEach((path, content) -> {
            fixture.outputs.write(base + "out/" + path, bytes(content), "text/plain");
            outputs.add(new TaskMarker.Output(path, bytes(content).length, sha256(bytes(content))));
        });
        Instant startedAt = now.minusSeconds(10);
        TaskMarker marker = new TaskMarker(
                submission, 1, task, "run-1", "node-1", startedAt, startedAt.plusSeconds(5), 0, outputs, null);
        fixture.outputs.write(base + OutputLayout.MARKER, ModelJson.write(marker), "application/json");
        return succeeded(task, "node-1");
    }

    private DropScenario uploads(TaskId task, String node, String run, Instant startedAt, String path, String output) {
        String base = base(task, run);
        fixture.outputs.write(base + "out/" + path, bytes(output), "text/plain");
        fixture.outputs.write(base + "logs/stdout.txt", bytes("log"), "text/plain");
        TaskMarker marker = new TaskMarker(
                submission,
                job.attempt(),
                task,
                run,
                node,
                startedAt,
                startedAt.plusSeconds(5),
                0,
                List.of(new TaskMarker.Output(path, output.length(), sha256(bytes(output)))),
                null);
        fixture.outputs.write(base + OutputLayout.MARKER, ModelJson.write(marker), "application/json");
        return this;
    }

    public DropScenario succeeded(TaskId task, String node) {
        records.add(new TaskRecord(task, true, 0, node, now.minusSeconds(10), now.minusSeconds(4), 0, 0, null));
        return this;
    }

    public DropScenario failed(TaskId task, Failure failure) {
        records.add(new TaskRecord(task, false, 3, "node-1", now.minusSeconds(10), now.minusSeconds(4), 0, 0, failure));
        return this;
    }

    /** monitor-service writes Batch's record of the level and announces it. */
    public LevelCompleted levelCompleted(int level) {
        return levelCompleted(level, null);
    }

    public LevelCompleted levelCompleted(int level, Failure failure) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        List<TaskRecord> own =
                records.stream().filter(r -> r.task().level() == level).toList();
        for (TaskRecord record : own) {
            lines.writeBytes(ModelJson.write(record));
            lines.write('\n');
        }
        String path = SystemLayout.levelTasks(job, level);
        fixture.system.write(path, lines.toByteArray(), "application/jsonl");
        int succeeded = (int) own.stream().filter(TaskRecord::success).count();
        return new LevelCompleted(
                submission,
                "demo",
                job,
                level,
                levels.size(),
                levels.get(level),
                succeeded,
                own.size() - succeeded,
                path,
                now,
                failure,
                mapLevel,
                toldRounds());
    }

    public SubmissionAccepted acceptedFact() {
        return new SubmissionAccepted(
                submission,
                "demo",
                trigger,
                now.minusSeconds(60),
                SystemLayout.plan(submission),
                levels,
                0,
                levels.getFirst(),
                7L * levels.getFirst(),
                mapLevel,
                toldRounds());
    }

    public JobScheduled scheduledFact(int level) {
        return new JobScheduled(
                submission, "demo", job, "pool", level, levels.get(level), levels, now, mapLevel, null, toldRounds());
    }

    public JobStarted startedFact() {
        return new JobStarted(
                submission, "demo", job, 0, levels.size(), levels.getFirst(), now, mapLevel, toldRounds());
    }

    public QueueMoved movedFact(int position, Instant asOf) {
        QueuePlace place = new QueuePlace(position, 9, List.of("demo/other"), null, 0, asOf);
        return new QueueMoved(submission, "demo", job, place, Failure.of(FailureCode.QUOTA, "2 jobs are on Batch."));
    }

    public JobQuoted quotedFact() {
        return new JobQuoted(
                submission,
                "demo",
                job,
                new PoolQuote("Standard_D2s_v5", 4, 2, List.of(), "USD", new BigDecimal("0.1"), null, null));
    }

    public JobMetered meteredFact(String spent, Instant until) {
        CostReceipt receipt = new CostReceipt("USD", new BigDecimal(spent), new BigDecimal("1.5"), null, until);
        return new JobMetered(submission, "demo", job, receipt);
    }

    public JobProgressed progressedFact(int level, int completed) {
        return new JobProgressed(
                submission, "demo", job, level, levels.size(), levels.get(level), completed, 0, mapLevel, toldRounds());
    }

    public DropStatus postedStatus() {
        byte[] status = fixture.inbox
                .read(trigger.prefix() + "_status.json")
                .orElseThrow()
                .bytes();
        return ModelJson.read(status, DropStatus.class);
    }

    public String base(TaskId task, String run) {
        return OutputLayout.task(job, task) + "/" + run + "/";
    }

    /** Where the only output of a task of {@link #levelRuns} lies. */
    public String output(int level, int index) {
        return base(TaskId.of(level, index), "run-" + level + "-" + index) + "out/" + OUTPUT;
    }

    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
