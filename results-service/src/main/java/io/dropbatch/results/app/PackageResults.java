package io.dropbatch.results.app;

import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.model.result.ResultManifest.Verification;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.results.app.inspect.LevelInspection;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.app.port.ResultManifests;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.domain.TaskVerdict;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Writes the manifest of a result package, or of the existing outputs of a failed job. */
public final class PackageResults {

    private final ResultManifests manifests;
    private final VerifiedLevels verified;
    private final LevelInspector inspector;

    public PackageResults(ResultManifests manifests, VerifiedLevels verified, LevelInspector inspector) {
        this.manifests = manifests;
        this.verified = verified;
        this.inspector = inspector;
    }

    /** @return the SHA-256 of the manifest */
    String complete(JobId job, Plan plan, OutcomeRegister.Times times, Verification verification) {
        try (Stream<ManifestOutput> outputs = outputsBelow(job, plan.levels().size())) {
            return manifests.write(head(job, plan, times, verification, null), outputs);
        }
    }

    /** The manifest of a job that failed while or before the given number of levels was verified. */
    String incomplete(JobId job, Plan plan, OutcomeRegister.Times times, int levels, Failure failure) {
        try (Stream<ManifestOutput> outputs = outputsBelow(job, levels)) {
            return manifests.write(head(job, plan, times, notComplete(), failure), outputs);
        }
    }

    /** The manifest of a job that failed on the given level: what succeeded on it is listed too. */
    String incomplete(LevelCompleted level, Plan plan, OutcomeRegister.Times times, Failure failure) {
        try (LevelInspection inspection = inspector.inspect(level);
                Stream<ManifestOutput> below = outputsBelow(level.job(), level.level())) {
            ResultManifest head = head(level.job(), plan, times, notComplete(), failure);
            return manifests.write(head, Stream.concat(below, sound(inspection)));
        }
    }

    private Stream<ManifestOutput> outputsBelow(JobId job, int levels) {
        return IntStream.range(0, levels)
                .boxed()
                .flatMap(level -> verified.read(job, level))
                .flatMap(PackageResults::outputs);
    }

    private static Stream<ManifestOutput> sound(Iterator<TaskVerdict> verdicts) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(verdicts, Spliterator.ORDERED), false)
                .filter(TaskVerdict.Sound.class::isInstance)
                .flatMap(verdict -> outputs(((TaskVerdict.Sound) verdict).task()));
    }

    private static Stream<ManifestOutput> outputs(VerifiedTask task) {
        return task.outputs().stream()
                .map(output -> new ManifestOutput(
                        task.task(),
                        task.run(),
                        output.path(),
                        task.blobOf(output),
                        output.bytes(),
                        output.sha256(),
                        output.md5()));
    }

    private static Verification notComplete() {
        return new Verification(
                "computed on the node by the task harness",
                "every listed output was there with the length that its node recorded",
                "as storage computed it, where it did",
                "not checked again, since the job failed");
    }

    private static ResultManifest head(
            JobId job, Plan plan, OutcomeRegister.Times times, Verification verification, @Nullable Failure failure) {
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
                List.of(),
                failure,
                plan.notes(),
                plan.ignored(),
                LateInputs.NONE);
    }
}
