package io.dropbatch.planning.drop;

import io.dropbatch.model.drop.IgnoredFile;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.plan.PlannedInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The inputs that no task gets. */
public final class UnusedInputs {

    private static final String REASON = "no pattern of the workload matches it";

    private UnusedInputs() {}

    /**
     * The files that were left out already, and after them the inputs that neither a task of its own nor all get.
     *
     * @param own the paths of the inputs of single tasks
     */
    public static IgnoredFiles of(DropContents contents, Set<String> own, List<PlannedInput> shared) {
        Set<String> used = new HashSet<>(own);
        shared.forEach(input -> used.add(input.path()));
        List<IgnoredFile> files = new ArrayList<>(contents.ignored().files());
        int count = contents.ignored().count();
        for (PlannedInput input : contents.inputs()) {
            if (used.contains(input.path())) {
                continue;
            }
            count++;
            if (files.size() < IgnoredFiles.NAMED) {
                files.add(new IgnoredFile(input.path(), REASON));
            }
        }
        return new IgnoredFiles(files, count);
    }
}
