package io.dropbatch.submission.app;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.workload.Start;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.submission.app.port.Applications;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.Manifests;
import io.dropbatch.submission.app.port.Workloads;
import io.dropbatch.submission.app.port.Workloads.Recipe;
import io.dropbatch.submission.domain.Completeness;
import io.dropbatch.submission.domain.DropContents;
import io.dropbatch.submission.domain.Inventory;
import io.dropbatch.submission.domain.Refusals;
import io.dropbatch.submission.domain.SeenBlob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at a drop: is there a workload and an application for it, and is it complete? Changes nothing. */
final class JudgeDrop {

    /** More than this many files are refused rather than held in memory. */
    static final int MOST_INPUTS = 200_000;

    private final Inbox inbox;
    private final Workloads workloads;
    private final Applications applications;
    private final Manifests manifests;

    JudgeDrop(Inbox inbox, Workloads workloads, Applications applications, Manifests manifests) {
        this.inbox = inbox;
        this.workloads = workloads;
        this.applications = applications;
        this.manifests = manifests;
    }

    Verdict judge(Trigger trigger, SeenBlob blob) {
        return switch (workloads.find(trigger.folder())) {
            case Recipe.Unusable(String words) -> new Verdict.Refused(Refusals.workload(words));
            case Recipe.Usable(Workload workload) -> judge(trigger, blob, workload);
        };
    }

    private Verdict judge(Trigger trigger, SeenBlob blob, Workload workload) {
        boolean marker = trigger.kind() == Trigger.Kind.MARKER;
        boolean startsOnMarker = workload.start().on() == Start.On.MARKER;
        if (startsOnMarker && !marker) {
            return new Verdict.NoDrop(); // an input like any other
        }
        if (!startsOnMarker && marker) {
            return markerWithoutUse(trigger, workload);
        }
        if (workload.application() != null && !applications.exists(workload.application())) {
            return new Verdict.Refused(Refusals.application(workload.application(), applications.container()));
        }
        return marker ? gather(trigger, workload) : compare(trigger, blob, workload);
    }

    /** Beside a manifest a marker means nothing; alone it would be waited for in vain. */
    private Verdict markerWithoutUse(Trigger trigger, Workload workload) {
        boolean hasManifest = Stream.of(Trigger.Kind.MANIFEST_YAML, Trigger.Kind.MANIFEST_JSON)
                .anyMatch(kind -> inbox.find(trigger.prefix() + kind.file()).isPresent());
        return hasManifest
                ? new Verdict.NoDrop()
                : new Verdict.Refused(
                        Refusals.markerInsteadOfManifest(workload.name().value()));
    }

    private Verdict compare(Trigger trigger, SeenBlob blob, Workload workload) {
        return switch (manifests.read(blob)) {
            case Manifests.Reading.Replaced replaced ->
                new Verdict.Refused(Refusals.superseded(trigger.kind().file()));
            case Manifests.Reading.Invalid(String words) -> new Verdict.Refused(Refusals.manifest(words));
            case Manifests.Reading.Valid(DropManifest manifest) -> compare(trigger, workload, manifest);
        };
    }

    private Verdict compare(Trigger trigger, Workload workload, DropManifest manifest) {
        Completeness completeness;
        try (Stream<SeenBlob> arrived = inbox.list(trigger.prefix())) {
            completeness = Inventory.compare(manifest, arrived, trigger.prefix());
        }
        return switch (completeness) {
            case Completeness.Complete(DropContents contents) -> new Verdict.Complete(workload, contents);
            case Completeness.Incomplete incomplete -> {
                Duration patience =
                        manifest.deadline() == null ? workload.start().deadline() : manifest.deadline();
                yield new Verdict.Incomplete(
                        incomplete.missing(), trigger.uploadedAt().plus(patience));
            }
        };
    }

    private Verdict gather(Trigger trigger, Workload workload) {
        String prefix = trigger.prefix();
        List<PlannedInput> inputs;
        try (Stream<SeenBlob> blobs = inbox.list(prefix)) {
            inputs = blobs.filter(blob -> !blob.path().equals(trigger.path()) && !InboxLayout.isStatus(blob.path()))
                    .limit(MOST_INPUTS + 1L)
                    .map(blob ->
                            new PlannedInput(blob.path().substring(prefix.length()), blob.bytes(), blob.etag(), null))
                    .toList();
        }
        if (inputs.size() > MOST_INPUTS) {
            return new Verdict.Refused(Refusals.tooManyInputs(MOST_INPUTS));
        }
        for (PlannedInput input : inputs) {
            Optional<String> objection = InputPath.objection(input.path());
            if (objection.isPresent()) {
                return new Verdict.Refused(Refusals.badName(input.path(), objection.get()));
            }
        }
        return new Verdict.Complete(workload, new DropContents(inputs, Map.of()));
    }
}
