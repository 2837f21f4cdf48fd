package io.dropbatch.submission.app;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.HiddenSystemFiles;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropContents;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.drop.DropVerdict;
import io.dropbatch.planning.drop.IgnoredTally;
import io.dropbatch.planning.drop.ListedInputs;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.DropManifests;
import io.dropbatch.submission.app.port.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes what lies in a drop when its marker has come: the files, and a manifest's parameters and list of inputs if
 * there is one.
 */
final class GatherDrop {

    /** A drop with more files is refused, because its list is held in memory. */
    static final int MOST_INPUTS = 200_000;

    private final Inbox inbox;
    private final DropManifests manifests;

    GatherDrop(Inbox inbox, DropManifests manifests) {
        this.inbox = inbox;
        this.manifests = manifests;
    }

    DropVerdict gather(DropTrigger trigger, Workload workload) {
        List<SeenBlob> files = files(trigger);
        if (files.size() > MOST_INPUTS) {
            return new DropVerdict.Refused(DropRefusals.tooManyInputs(MOST_INPUTS));
        }
        List<SeenBlob> manifestFiles =
                files.stream().filter(GatherDrop::isManifest).toList();
        if (manifestFiles.size() > 1) {
            return new DropVerdict.Refused(DropRefusals.twoManifests(
                    manifestFiles.stream().map(SeenBlob::file).toList()));
        }
        List<SeenBlob> others = files.stream()
                .filter(file -> DropTrigger.kindOf(file.path()).isEmpty())
                .toList();
        return manifestFiles.isEmpty()
                ? takeAll(trigger, workload, others, Map.of())
                : withManifest(trigger, workload, others, manifestFiles.getFirst());
    }

    private List<SeenBlob> files(DropTrigger trigger) {
        try (Stream<SeenBlob> blobs = inbox.list(trigger.prefix())) {
            return blobs.filter(blob -> !blob.path().equals(trigger.path()) && !InboxLayout.isOwn(blob.path()))
                    .limit(MOST_INPUTS + 1L)
                    .toList();
        }
    }

    private static boolean isManifest(SeenBlob blob) {
        return DropTrigger.kindOf(blob.path())
                .filter(DropTrigger.Kind::isManifest)
                .isPresent();
    }

    private DropVerdict withManifest(DropTrigger trigger, Workload workload, List<SeenBlob> files, SeenBlob manifest) {
        return switch (manifests.read(manifest)) {
            case DropManifests.Reading.Replaced replaced ->
                throw new IllegalStateException(manifest.path() + " changed while it was read");
            case DropManifests.Reading.Empty empty ->
                new DropVerdict.Refused(DropRefusals.emptyBesideMarker(manifest.file(), trigger.file()));
            case DropManifests.Reading.Invalid(String words) -> new DropVerdict.Refused(DropRefusals.manifest(words));
            case DropManifests.Reading.Valid(DropManifest read)
            when read.inputs().isEmpty() -> takeAll(trigger, workload, files, read.parameters());
            case DropManifests.Reading.Valid(DropManifest read) ->
                ListedInputs.judge(trigger, workload, read, files.stream());
        };
    }

    private static DropVerdict takeAll(
            DropTrigger trigger, Workload workload, List<SeenBlob> files, Map<String, String> parameters) {
        IgnoredTally ignored = new IgnoredTally();
        List<PlannedInput> inputs = new ArrayList<>();
        List<String> archived = new ArrayList<>();
        for (SeenBlob file : files) {
            String path = file.path().substring(trigger.prefix().length());
            Optional<String> kind = HiddenSystemFiles.kindOf(path);
            Optional<Failure> objection = objection(path);
            if (kind.isPresent()) {
                ignored.add(path, kind.get());
            } else if (objection.isPresent()) {
                return new DropVerdict.Refused(objection.get());
            } else if (file.isArchived()) {
                archived.add(path);
            } else {
                inputs.add(new PlannedInput(path, file.bytes(), file.etag(), null));
            }
        }
        return archived.isEmpty()
                ? new DropVerdict.Complete(workload, new DropContents(inputs, parameters, List.of(), ignored.toFiles()))
                : new DropVerdict.Refused(DropRefusals.archived(archived));
    }

    private static Optional<Failure> objection(String path) {
        return InputPath.objection(path).map(words -> DropRefusals.badName(path, words));
    }
}
