package io.dropbatch.submission.domain;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.submission.domain.DropCompleteness.Complete;
import io.dropbatch.submission.domain.DropCompleteness.Incomplete;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a manifest lists with what has arrived. */
public final class ManifestInventory {

    private ManifestInventory() {}

    /**
     * @param arrived the blobs under the drop's prefix; others than the listed ones do not count
     * @param prefix of the drop, with a slash at its end
     */
    public static DropCompleteness compare(DropManifest manifest, Stream<SeenBlob> arrived, String prefix) {
        Map<String, SeenBlob> present = present(manifest, arrived, prefix);
        List<PlannedInput> inputs = new ArrayList<>(manifest.inputs().size());
        List<MissingInput> missing = new ArrayList<>();
        for (Listed listed : manifest.inputs()) {
            @Nullable SeenBlob blob = present.get(listed.path());
            if (blob != null && blob.bytes() == listed.bytes()) {
                inputs.add(new PlannedInput(listed.path(), blob.bytes(), blob.etag(), listed.sha256()));
            } else {
                missing.add(new MissingInput(listed.path(), listed.bytes(), blob == null ? -1 : blob.bytes()));
            }
        }
        return missing.isEmpty()
                ? new Complete(new DropContents(inputs, manifest.parameters()))
                : new Incomplete(missing);
    }

    private static Map<String, SeenBlob> present(DropManifest manifest, Stream<SeenBlob> arrived, String prefix) {
        if (manifest.inputs().isEmpty()) {
            return Map.of();
        }
        Set<String> wanted = new HashSet<>();
        manifest.inputs().forEach(listed -> wanted.add(listed.path()));
        Map<String, SeenBlob> present = new HashMap<>();
        arrived.forEach(blob -> {
            String path = blob.path().substring(prefix.length());
            if (wanted.contains(path)) {
                present.put(path, blob);
            }
        });
        return present;
    }
}
