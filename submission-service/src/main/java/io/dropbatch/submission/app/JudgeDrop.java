package io.dropbatch.submission.app;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.submission.app.port.ApplicationCatalog;
import io.dropbatch.submission.app.port.DropManifests;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.WorkloadCatalog;
import io.dropbatch.submission.app.port.WorkloadCatalog.Recipe;
import io.dropbatch.submission.domain.DropCompleteness;
import io.dropbatch.submission.domain.DropContents;
import io.dropbatch.submission.domain.DropRefusals;
import io.dropbatch.submission.domain.ManifestInventory;
import io.dropbatch.submission.domain.SeenBlob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks whether a drop has a workload and an application and is complete. Changes nothing. */
final class JudgeDrop {

    /** A drop with more files is refused, because its list is held in memory. */
    static final int MOST_INPUTS = 200_000;

    private final Inbox inbox;
    private final WorkloadCatalog workloads;
    private final ApplicationCatalog applications;
    private final DropManifests manifests;

    JudgeDrop(Inbox inbox, WorkloadCatalog workloads, ApplicationCatalog applications, DropManifests manifests) {
        this.inbox = inbox;
        this.workloads = workloads;
        this.applications = applications;
        this.manifests = manifests;
    }

    DropVerdict judge(DropTrigger trigger, SeenBlob blob) {
        return switch (workloads.find(trigger.folder())) {
            case Recipe.Unusable(String words) -> new DropVerdict.Refused(DropRefusals.workload(words));
            case Recipe.Usable(Workload workload) -> judge(trigger, blob, workload);
        };
    }

    private DropVerdict judge(DropTrigger trigger, SeenBlob blob, Workload workload) {
        boolean marker = trigger.kind() == DropTrigger.Kind.MARKER;
        boolean startsOnMarker = workload.start().on() == StartCondition.On.MARKER;
        if (startsOnMarker && !marker) {
            return new DropVerdict.NoDrop(); // an input like any other
        }
        if (!startsOnMarker && marker) {
            return markerWithoutUse(trigger, workload);
        }
        if (workload.application() != null && !applications.exists(workload.application())) {
            return new DropVerdict.Refused(DropRefusals.application(workload.application(), applications.container()));
        }
        return marker ? gather(trigger, workload) : compare(trigger, blob, workload);
    }

    /** Beside a manifest a marker has no effect; without a manifest the drop would wait for one that may never come. */
    private DropVerdict markerWithoutUse(DropTrigger trigger, Workload workload) {
        boolean hasManifest = Stream.of(DropTrigger.Kind.MANIFEST_YAML, DropTrigger.Kind.MANIFEST_JSON)
                .anyMatch(kind -> inbox.find(trigger.prefix() + kind.file()).isPresent());
        return hasManifest
                ? new DropVerdict.NoDrop()
                : new DropVerdict.Refused(
                        DropRefusals.markerInsteadOfManifest(workload.name().value()));
    }

    private DropVerdict compare(DropTrigger trigger, SeenBlob blob, Workload workload) {
        return switch (manifests.read(blob)) {
            case DropManifests.Reading.Replaced replaced ->
                new DropVerdict.Refused(DropRefusals.superseded(trigger.kind().file()));
            case DropManifests.Reading.Invalid(String words) -> new DropVerdict.Refused(DropRefusals.manifest(words));
            case DropManifests.Reading.Valid(DropManifest manifest) -> compare(trigger, workload, manifest);
        };
    }

    private DropVerdict compare(DropTrigger trigger, Workload workload, DropManifest manifest) {
        DropCompleteness completeness;
        try (Stream<SeenBlob> arrived = inbox.list(trigger.prefix())) {
            completeness = ManifestInventory.compare(manifest, arrived, trigger.prefix());
        }
        return switch (completeness) {
            case DropCompleteness.Complete(DropContents contents) -> new DropVerdict.Complete(workload, contents);
            case DropCompleteness.Incomplete incomplete -> {
                Duration patience =
                        manifest.deadline() == null ? workload.start().deadline() : manifest.deadline();
                yield new DropVerdict.Incomplete(
                        incomplete.missing(), trigger.uploadedAt().plus(patience));
            }
        };
    }

    private DropVerdict gather(DropTrigger trigger, Workload workload) {
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
            return new DropVerdict.Refused(DropRefusals.tooManyInputs(MOST_INPUTS));
        }
        for (PlannedInput input : inputs) {
            Optional<String> objection = InputPath.objection(input.path());
            if (objection.isPresent()) {
                return new DropVerdict.Refused(DropRefusals.badName(input.path(), objection.get()));
            }
        }
        return new DropVerdict.Complete(workload, new DropContents(inputs, Map.of()));
    }
}
