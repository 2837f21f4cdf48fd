package io.dropbatch.submission.app;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.drop.DropVerdict;
import io.dropbatch.planning.drop.ListedInputs;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.ApplicationCatalog;
import io.dropbatch.submission.app.port.DropManifests;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.WorkloadCatalog;
import io.dropbatch.submission.app.port.WorkloadCatalog.Recipe;
import io.dropbatch.submission.domain.TriggerAdvice;
import java.util.stream.Stream;

/** Checks whether a drop has a workload and an application and is complete. Changes nothing. */
final class JudgeDrop {

    private final Inbox inbox;
    private final WorkloadCatalog workloads;
    private final ApplicationCatalog applications;
    private final DropManifests manifests;
    private final GatherDrop gatherDrop;
    private final TriggersPresent present;

    JudgeDrop(Inbox inbox, WorkloadCatalog workloads, ApplicationCatalog applications, DropManifests manifests) {
        this.inbox = inbox;
        this.workloads = workloads;
        this.applications = applications;
        this.manifests = manifests;
        this.gatherDrop = new GatherDrop(inbox, manifests);
        this.present = new TriggersPresent(inbox);
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
            return manifestWithoutMarker(trigger);
        }
        if (!startsOnMarker && marker) {
            return markerWithoutUse(trigger, workload);
        }
        if (blob.isArchived()) {
            return new DropVerdict.Refused(DropRefusals.archivedTrigger(trigger.file()));
        }
        // An application package of the Batch account is scheduler-service's to look for.
        if (workload.application() != null
                && !workload.application().packaged()
                && !applications.exists(workload.application())) {
            return new DropVerdict.Refused(DropRefusals.application(workload.application(), applications.container()));
        }
        return marker ? gatherDrop.gather(trigger, workload) : compare(trigger, blob, workload);
    }

    /** It gives parameters to a drop that its marker starts. After the marker it is a file that came too late. */
    private DropVerdict manifestWithoutMarker(DropTrigger trigger) {
        return present.hasMarker(trigger.prefix())
                ? new DropVerdict.NoDrop()
                : new DropVerdict.NotStarted(TriggerAdvice.markerToCome(trigger.file()));
    }

    /** Beside a manifest a marker has no effect; without a manifest the drop would wait for one that may never come. */
    private DropVerdict markerWithoutUse(DropTrigger trigger, Workload workload) {
        return present.hasManifest(trigger.prefix())
                ? new DropVerdict.NoDrop()
                : new DropVerdict.Refused(
                        DropRefusals.markerInsteadOfManifest(workload.name().value(), trigger.file()));
    }

    private DropVerdict compare(DropTrigger trigger, SeenBlob blob, Workload workload) {
        return switch (manifests.read(blob)) {
            case DropManifests.Reading.Replaced replaced ->
                new DropVerdict.Refused(DropRefusals.superseded(trigger.file()));
            case DropManifests.Reading.Empty empty ->
                new DropVerdict.NotStarted(TriggerAdvice.emptyManifest(trigger.file()));
            case DropManifests.Reading.Invalid(String words) -> new DropVerdict.Refused(DropRefusals.manifest(words));
            case DropManifests.Reading.Valid(DropManifest manifest) -> {
                try (Stream<SeenBlob> arrived = inbox.list(trigger.prefix())) {
                    yield ListedInputs.judge(trigger, workload, manifest, arrived);
                }
            }
        };
    }
}
