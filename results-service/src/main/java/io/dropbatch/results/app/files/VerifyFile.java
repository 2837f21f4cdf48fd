package io.dropbatch.results.app.files;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.PackageOutcome;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.model.result.ResultManifest.Verification;
import io.dropbatch.model.result.TaskOrigin;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import io.dropbatch.results.app.PackageResults;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.inspect.RecheckOutputs;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.FileOutcomes;
import io.dropbatch.results.app.port.OutcomeEntry;
import io.dropbatch.results.app.port.OutcomeRegister.Times;
import io.dropbatch.results.app.port.ResultManifests;
import io.dropbatch.results.domain.FileOutcome;
import io.dropbatch.results.domain.JobOutcome;
import io.dropbatch.results.domain.OutputRehash;
import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.results.domain.RecheckList;
import io.dropbatch.results.domain.TaskVerdict;
import io.dropbatch.results.domain.failure.FailureSummary;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the task of one file, writes the file's manifest and enters its outcome. */
public final class VerifyFile {

    /** What the check reads and writes. */
    public record Ports(CurrentInputs inputs, ResultManifests manifests, FileOutcomes outcomes) {}

    private final Ports ports;
    private final LevelInspector inspector;
    private final RecheckOutputs recheck;
    private final RecheckLimit limit;
    private final Clock clock;

    public VerifyFile(Ports ports, LevelInspector inspector, RecheckOutputs recheck, RecheckLimit limit, Clock clock) {
        this.ports = ports;
        this.inspector = inspector;
        this.recheck = recheck;
        this.limit = limit;
        this.clock = clock;
    }

    Optional<FileOutcome> before(DropTrigger file, JobId job) {
        return ports.outcomes().find(file, job);
    }

    /** @param record Batch's, of the file's task */
    OutcomeEntry<FileOutcome> verify(Plan plan, JobId job, DropTrigger file, TaskRecord record) {
        return switch (inspector.inspect(job, record)) {
            case TaskVerdict.Failed(TaskRecord failed, Failure failure) -> fail(plan, job, file, failure);
            case TaskVerdict.Unsound(Failure failure) -> fail(plan, job, file, failure);
            case TaskVerdict.Sound sound -> verify(plan, job, file, sound);
        };
    }

    private OutcomeEntry<FileOutcome> verify(Plan plan, JobId job, DropTrigger file, TaskVerdict.Sound sound) {
        RecheckList again = new RecheckList(limit, true);
        again.add(sound);
        List<OutputRehash> rehashed = again.all();
        Optional<Failure> objection = changed(file).or(() -> recheck.objection(rehashed));
        return objection.isPresent()
                ? fail(plan, job, file, objection.get())
                : ready(plan, job, file, sound.task(), rehashed.size());
    }

    private OutcomeEntry<FileOutcome> ready(Plan plan, JobId job, DropTrigger file, VerifiedTask task, int rehashed) {
        Times times = times(plan, job, file, null);
        if (times.cancel() != null) {
            return failed(plan, job, file, times, times.cancel().ofFile());
        }
        String sha256;
        try (Stream<ManifestOutput> outputs = PackageResults.outputs(task, originOf(file, task.task()))) {
            sha256 = ports.manifests()
                    .write(head(plan, job, file, times, checked(rehashed), null), Stream.empty(), outputs);
        }
        long bytes = task.outputs().stream().mapToLong(VerifiedOutput::bytes).sum();
        return ports.outcomes()
                .settle(new FileOutcome(
                        file,
                        new JobOutcome.Ready(
                                job,
                                file.folder(),
                                times.acceptedAt(),
                                times.verifiedAt(),
                                OutputLayout.manifest(file.submission()),
                                sha256,
                                1,
                                task.outputs().size(),
                                bytes)));
    }

    /** Fails a file, whatever its task has done, unless it is being cancelled: then that is why. */
    OutcomeEntry<FileOutcome> fail(Plan plan, JobId job, DropTrigger file, Failure failure) {
        Times times = times(plan, job, file, null);
        return failed(
                plan,
                job,
                file,
                times,
                times.cancel() == null ? failure : times.cancel().ofFile());
    }

    /**
     * Cancels a file, unless its conclusion has begun by what its task did: whoever began it goes on.
     *
     * @return empty while that goes on
     */
    Optional<OutcomeEntry<FileOutcome>> cancel(Plan plan, JobId job, DropTrigger file, CancelRequest request) {
        Times times = times(plan, job, file, request);
        return Optional.ofNullable(times.cancel()).map(decided -> failed(plan, job, file, times, decided.ofFile()));
    }

    private OutcomeEntry<FileOutcome> failed(Plan plan, JobId job, DropTrigger file, Times times, Failure failure) {
        ports.manifests().write(head(plan, job, file, times, notComplete(), failure), Stream.empty(), Stream.empty());
        return ports.outcomes()
                .settle(new FileOutcome(
                        file,
                        new JobOutcome.Failed(
                                job,
                                file.folder(),
                                times.verifiedAt(),
                                OutputLayout.manifest(file.submission()),
                                1,
                                FailureSummary.of(failure))));
    }

    /** The first call decides whether the file is cancelled: its manifest is never written in two ways. */
    private Times times(Plan plan, JobId job, DropTrigger file, @Nullable CancelRequest cancel) {
        return ports.outcomes()
                .times(
                        file,
                        job,
                        new Times(plan.trigger().uploadedAt(), clock.instant(), null, LateInputs.NONE, cancel));
    }

    private Optional<Failure> changed(DropTrigger file) {
        Optional<String> now = ports.inputs().etag(file.path());
        if (now.filter(file.etag()::equals).isPresent()) {
            return Optional.empty();
        }
        String what = now.isEmpty()
                ? "was deleted before its result was verified, so the result cannot be trusted. Upload it again and"
                        + " leave it until its result is there."
                : "was replaced before its result was verified, so the result cannot be trusted. The new version has"
                        + " a submission of its own.";
        return Optional.of(Failure.of(FailureCode.INPUT_CHANGED, "The file " + file.path() + " " + what));
    }

    private static ResultManifest head(
            Plan plan, JobId job, DropTrigger file, Times times, Verification verification, @Nullable Failure failure) {
        return new ResultManifest(
                ResultManifest.SCHEMA,
                file.submission(),
                plan.workload().name().value(),
                job.attempt(),
                job,
                file,
                times.acceptedAt(),
                times.verifiedAt(),
                List.of(1),
                verification,
                failure == null ? PackageOutcome.READY : PackageOutcome.FAILED,
                List.of(),
                List.of(),
                failure,
                List.of(),
                plan.notes(),
                IgnoredFiles.NONE,
                LateInputs.NONE,
                times.receipt());
    }

    private static TaskOrigin originOf(DropTrigger file, TaskId task) {
        return new TaskOrigin(task, List.of(file.file()), null);
    }

    private static Verification checked(int rehashed) {
        return new Verification(
                "computed on the node by the task harness; results-service read " + rehashed
                        + " outputs again and found the same",
                "every output's length in storage is the one that its node recorded",
                "as storage computed it, where it did",
                "the file was checked by its version after its task had ended");
    }

    private static Verification notComplete() {
        return new Verification("not checked", "not checked", "not checked", "not checked, since the task failed");
    }
}
