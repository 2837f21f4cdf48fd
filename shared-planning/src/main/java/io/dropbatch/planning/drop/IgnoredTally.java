package io.dropbatch.planning.drop;

import io.dropbatch.model.drop.IgnoredFile;
import io.dropbatch.model.drop.IgnoredFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Counts the files that are left out and remembers the first of them. */
public final class IgnoredTally {

    private final List<IgnoredFile> first = new ArrayList<>();
    private int count;

    public void add(String path, String reason) {
        if (first.size() < IgnoredFiles.NAMED) {
            first.add(new IgnoredFile(path, reason));
        }
        count++;
    }

    public IgnoredFiles toFiles() {
        return without(Set.of());
    }

    /** All but some that turned out to be inputs. */
    public IgnoredFiles without(Set<String> inputs) {
        return new IgnoredFiles(
                first.stream().filter(file -> !inputs.contains(file.path())).toList(), count - inputs.size());
    }
}
