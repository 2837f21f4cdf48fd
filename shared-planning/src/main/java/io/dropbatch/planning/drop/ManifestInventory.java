package io.dropbatch.planning.drop;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.planning.drop.DropCompleteness.Complete;
import io.dropbatch.planning.drop.DropCompleteness.Incomplete;
import io.dropbatch.planning.drop.DropCompleteness.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a manifest lists with what has arrived. */
public final class ManifestInventory {

    private static final int NAMED = 3;

    private final DropManifest manifest;
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> wantedKeys = new HashSet<>();
    private final Map<String, SeenBlob> present = new HashMap<>();

    /** Of the files that are not listed, those whose names look like a listed one, by {@link FileSpelling#key}. */
    private final Map<String, List<String>> alike = new HashMap<>();

    private final IgnoredTally unlisted = new IgnoredTally();

    private ManifestInventory(DropManifest manifest) {
        this.manifest = manifest;
        manifest.inputs().forEach(listed -> {
            wanted.add(listed.path());
            wantedKeys.add(FileSpelling.key(listed.path()));
        });
    }

    /**
     * @param arrived the files under the drop's prefix; others than the listed ones do not count
     * @param prefix of the drop, with a slash at its end
     */
    public static DropCompleteness compare(DropManifest manifest, Stream<SeenBlob> arrived, String prefix) {
        ManifestInventory inventory = new ManifestInventory(manifest);
        arrived.forEach(blob -> inventory.arrived(blob.path().substring(prefix.length()), blob));
        return inventory.completeness();
    }

    private void arrived(String path, SeenBlob blob) {
        if (wanted.contains(path)) {
            present.put(path, blob);
            return;
        }
        if (isOurs(path)) {
            return;
        }
        unlisted.add(path, "not listed in the manifest");
        String key = FileSpelling.key(path);
        if (wantedKeys.contains(key)) {
            present.put(path, blob);
            alike.computeIfAbsent(key, none -> new ArrayList<>()).add(path);
        }
    }

    private static boolean isOurs(String path) {
        return InboxLayout.isOwn("workload/drop/" + path)
                || DropTrigger.kindOf("workload/drop/" + path).isPresent();
    }

    private DropCompleteness completeness() {
        List<PlannedInput> inputs = new ArrayList<>(manifest.inputs().size());
        List<MissingInput> missing = new ArrayList<>();
        List<String> archived = new ArrayList<>();
        Set<String> renamed = new TreeSet<>();
        for (Listed listed : manifest.inputs()) {
            String path = nameInDrop(listed.path());
            @Nullable SeenBlob blob = present.get(path);
            if (blob == null || blob.bytes() != listed.bytes()) {
                missing.add(missing(listed, blob));
            } else if (blob.isArchived()) {
                archived.add(path);
            } else {
                inputs.add(new PlannedInput(path, blob.bytes(), blob.etag(), listed.sha256()));
                if (!path.equals(listed.path())) {
                    renamed.add(path);
                }
            }
        }
        if (!missing.isEmpty()) {
            return new Incomplete(missing);
        }
        return archived.isEmpty()
                ? new Complete(
                        new DropContents(inputs, manifest.parameters(), notes(renamed), unlisted.without(renamed)))
                : new Unreadable(archived);
    }

    /** The name itself, or the one file whose name has the same characters as other code points. */
    private String nameInDrop(String path) {
        if (present.containsKey(path)) {
            return path;
        }
        List<String> same = alike.getOrDefault(FileSpelling.key(path), List.of()).stream()
                .filter(other -> FileSpelling.sameCharacters(path, other))
                .toList();
        return same.size() == 1 ? same.getFirst() : path;
    }

    private static List<String> notes(Set<String> renamed) {
        if (renamed.isEmpty()) {
            return List.of();
        }
        String names = renamed.stream().limit(NAMED).collect(Collectors.joining(", "));
        return List.of("The manifest has " + (renamed.size() == 1 ? "one name" : renamed.size() + " names")
                + " in another Unicode form than storage; they were taken for the files that look the same: " + names
                + (renamed.size() > NAMED ? " …" : "") + ".");
    }

    private MissingInput missing(Listed listed, @Nullable SeenBlob blob) {
        if (blob != null) {
            return new MissingInput(listed.path(), listed.bytes(), blob.bytes());
        }
        List<String> others = alike.getOrDefault(FileSpelling.key(listed.path()), List.of());
        return new MissingInput(listed.path(), listed.bytes(), -1, others.isEmpty() ? null : others.getFirst());
    }
}
