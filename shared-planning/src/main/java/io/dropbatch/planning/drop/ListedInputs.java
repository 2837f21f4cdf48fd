package io.dropbatch.planning.drop;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Judges a drop by the inputs that its manifest lists. */
public final class ListedInputs {

    private ListedInputs() {}

    /** @param arrived the files of the drop */
    public static DropVerdict judge(
            DropTrigger trigger, Workload workload, DropManifest manifest, Stream<SeenBlob> arrived) {
        return switch (ManifestInventory.compare(manifest, arrived, trigger.prefix())) {
            case DropCompleteness.Complete(DropContents contents) -> new DropVerdict.Complete(workload, contents);
            case DropCompleteness.Unreadable(List<String> archived) ->
                new DropVerdict.Refused(DropRefusals.archived(archived));
            case DropCompleteness.Incomplete incomplete -> {
                Duration patience =
                        manifest.deadline() == null ? workload.start().deadline() : manifest.deadline();
                yield new DropVerdict.Incomplete(
                        incomplete.missing(), trigger.uploadedAt().plus(patience));
            }
        };
    }
}
