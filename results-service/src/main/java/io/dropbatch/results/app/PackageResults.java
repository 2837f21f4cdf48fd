package io.dropbatch.results.app;

import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.model.result.MissingTask;
import io.dropbatch.model.result.PackageOutcome;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.AttemptShare;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.model.result.ResultManifest.Verification;
import io.dropbatch.model.result.TaskOrigin;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.results.app.inspect.LevelInspection;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.port.CarriedLevels;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.app.port.ResultManifests;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.domain.TaskVerdict;
import io.dropbatch.results.domain.failure.FailureSummary;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Writes the manifest of a result package, or of the existing outputs of a failed job. */
public final class PackageResults {

    /**
     * A manifest that was written.
     *
     * @param missing which tasks failed without failing the job; absent when none did
     */
    record Packaged(String sha256, @Nullable FailureSummary missing) {}

    /**
     * The manifest of a failed job was written.
     *
     * @param lastEnd when the last task of the level ended, if Batch said so
     */
    record Remains(FailureSummary why, @Nullable Instant lastEnd) {}

    private final ResultManifests manifests;
    private final VerifiedLevels verified;
    private final CarriedLevels carried;
    private final LevelInspector inspector;
    private final ExplainFailures explain;
    private final RoundEnd roundEnd;

    public PackageResults(
            ResultManifests manifests,
            VerifiedLevels verified,
            CarriedLevels carried,
            LevelInspector inspector,
            ExplainFailures explain) {
        this.manifests = manifests;
        this.verified = verified;
        this.carried = carried;
        this.inspector = inspector;
        this.explain = explain;
        this.roundEnd = new RoundEnd(verified);
    }

    /** The manifest of a job that ended well, though tasks of its map level may be missing. */
    Packaged complete(JobId job, Plan plan, OutcomeRegister.Times times, Verification verification) {
        Optional<FailureSummary> missing = explain.missing(job, plan);
        PackageOutcome outcome = missing.isEmpty() ? PackageOutcome.READY : PackageOutcome.PARTIAL;
        ResultManifest head = head(job, plan, times, verification, outcome, missing.orElse(null));
        try (TaskOrigins origins = explain.origins(plan);
                TaskOrigins failedOrigins = explain.origins(plan);
                Stream<TaskRecord> failed =
                        missing.isEmpty() ? Stream.empty() : verified.missing(job, plan.mapLevel());
                Stream<ManifestOutput> outputs = outputsBelow(job, plan.levels().size(), origins)) {
            String sha256 = manifests.write(head, missing(failed, failedOrigins), outputs);
            return new Packaged(sha256, missing.orElse(null));
        }
    }

    /** The manifest of a job that failed while or before the given number of levels was verified. */
    void incomplete(JobId job, Plan plan, OutcomeRegister.Times times, int levels, Failure failure) {
        ResultManifest head = head(job, plan, times, notComplete(), PackageOutcome.FAILED, FailureSummary.of(failure));
        try (TaskOrigins origins = explain.origins(plan);
                Stream<ManifestOutput> outputs = outputsBelow(job, levels, origins)) {
            manifests.write(head, Stream.empty(), outputs);
        }
    }

    /**
     * The manifest of a job that failed on the given level: what succeeded on it is listed too.
     *
     * @return the failure in the words of the manifest
     */
    Remains incomplete(LevelCompleted level, Plan plan, OutcomeRegister.Times times, Failure failure) {
        FailureSummary summary = explain.failed(level, plan, failure);
        Plan begun = plan.throughRoundOf(level.level());
        ResultManifest head = head(level.job(), begun, times, notComplete(), PackageOutcome.FAILED, summary);
        try (TaskOrigins origins = explain.origins(plan);
                TaskOrigins failedOrigins = explain.origins(plan);
                Stream<TaskRecord> failed = explain.failedTasks(level);
                LevelInspection inspection = inspector.inspect(level);
                Stream<ManifestOutput> below = outputsBelow(level.job(), level.level(), origins)) {
            Stream<ManifestOutput> outputs = Stream.concat(below, sound(inspection, origins));
            manifests.write(head, missing(failed, failedOrigins), outputs);
            return new Remains(summary, inspection.lastEnd());
        }
    }

    private Stream<ManifestOutput> outputsBelow(JobId job, int levels, TaskOrigins origins) {
        return IntStream.range(0, levels)
                .boxed()
                .flatMap(level -> verified.read(job, level))
                .flatMap(task -> outputs(task, origins));
    }

    private static Stream<ManifestOutput> sound(Iterator<TaskVerdict> verdicts, TaskOrigins origins) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(verdicts, Spliterator.ORDERED), false)
                .filter(TaskVerdict.Sound.class::isInstance)
                .flatMap(verdict -> outputs(((TaskVerdict.Sound) verdict).task(), origins));
    }

    private static Stream<MissingTask> missing(Stream<TaskRecord> failed, TaskOrigins origins) {
        return failed.map(record -> ExplainFailures.missing(record, origins.of(record.task())));
    }

    private static Stream<ManifestOutput> outputs(VerifiedTask task, TaskOrigins origins) {
        return outputs(task, origins.of(task.task()));
    }

    /** The outputs of one task as a manifest lists them. */
    public static Stream<ManifestOutput> outputs(VerifiedTask task, TaskOrigin origin) {
        return task.outputs().stream()
                .map(output -> new ManifestOutput(
                        task.task(),
                        task.run(),
                        output.path(),
                        task.blobOf(output),
                        output.bytes(),
                        output.sha256(),
                        output.md5(),
                        origin.inputs(),
                        origin.rows(),
                        origin.setting().listed()));
    }

    private static Verification notComplete() {
        return new Verification(
                "computed on the node by the task harness",
                "every listed output was there with the length that its node recorded",
                "as storage computed it, where it did",
                "not checked again, since the job failed");
    }

    private ResultManifest head(
            JobId job,
            Plan plan,
            OutcomeRegister.Times times,
            Verification verification,
            PackageOutcome outcome,
            @Nullable FailureSummary failed) {
        return new ResultManifest(
                ResultManifest.SCHEMA,
                job.submission(),
                plan.workload().name().value(),
                job.attempt(),
                job,
                plan.trigger(),
                times.acceptedAt(),
                times.verifiedAt(),
                plan.levels(),
                verification,
                outcome,
                List.of(),
                List.of(),
                failed == null ? null : failed.failure(),
                failed == null ? List.of() : failed.causes(),
                plan.notes(),
                plan.ignored(),
                times.lateInputs(),
                times.receipt(),
                job.attempt() == 1 ? null : attempts(job, plan, outcome, failed == null ? 0 : failed.tasks()),
                roundEnd.verifiedRounds(plan, job));
    }

    /** What each attempt has computed of what counts; of the last one that failed, nobody has counted it. */
    private List<AttemptShare> attempts(JobId job, Plan plan, PackageOutcome outcome, int missing) {
        int[] tasks = new int[job.attempt() + 1];
        for (int level = 0; level < plan.knownLevels().size(); level++) {
            try (Stream<CarriedTask> taken = carried.read(job, level)) {
                taken.forEach(task -> tasks[task.outputs().attempt()]++);
            }
        }
        int all = plan.levels().stream().mapToInt(Integer::intValue).sum();
        int own = all - missing - IntStream.of(tasks).sum();
        return IntStream.rangeClosed(1, job.attempt())
                .mapToObj(attempt -> {
                    boolean last = attempt == job.attempt();
                    @Nullable
                    Integer share = last && outcome == PackageOutcome.FAILED ? null : last ? own : tasks[attempt];
                    return new AttemptShare(attempt, JobId.of(job.submission(), attempt), share);
                })
                .toList();
    }
}
