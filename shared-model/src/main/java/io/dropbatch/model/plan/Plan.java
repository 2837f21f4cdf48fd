package io.dropbatch.model.plan;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.workload.Workload;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a drop becomes tasks: the head of the claim check that submission-service writes and the others read. The tasks
 * of the map level follow in slices, {@link io.dropbatch.model.layout.SystemLayout#planSlice}.
 *
 * @param workload as it was when the drop was accepted
 * @param shared inputs given to every task
 * @param rowFile the input that row tasks are cut from, with its header's length
 * @param parameters of the drop's manifest
 * @param levels the number of tasks on each level, the map first
 * @param sliceSize the number of tasks in each slice but the last
 * @param inputBytes of all inputs together
 * @param notes for a person: how the drop was understood, in sentences; plans of earlier versions have none
 * @param ignored files of the drop that are no inputs
 * @param extent what is largest in it; absent in plans of earlier versions
 */
public record Plan(
        SubmissionId submission,
        Workload workload,
        DropTrigger trigger,
        List<PlannedInput> shared,
        @Nullable RowFile rowFile,
        Map<String, String> parameters,
        List<Integer> levels,
        int sliceSize,
        int inputCount,
        long inputBytes,
        List<String> notes,
        IgnoredFiles ignored,
        @Nullable PlanExtent extent) {

    /** Tasks in one slice; a slice is what one message makes the scheduler submit. */
    public static final int SLICE_SIZE = 1000;

    /** A checksum and a name of each shared input fit into a variable up to this many characters. */
    private static final int LARGEST_VARIABLE = 6_000;

    private static final int CHECKSUM = 70;

    public Plan {
        shared = List.copyOf(shared);
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        levels = List.copyOf(levels);
        notes = notes == null ? List.of() : List.copyOf(notes);
        ignored = ignored == null ? IgnoredFiles.NONE : ignored;
    }

    /** Whether the shared inputs have a list, {@link io.dropbatch.model.layout.SystemLayout#sharedList}. */
    public boolean hasSharedList() {
        return extent != null && needsList(shared);
    }

    /** Whether these shared inputs are too many, or too long by name, for a variable. */
    public static boolean needsList(List<PlannedInput> shared) {
        return shared.stream()
                        .mapToInt(input -> input.path().length() + CHECKSUM)
                        .sum()
                > LARGEST_VARIABLE;
    }

    /** Tasks of the map level. */
    public int mapTasks() {
        return levels.getFirst();
    }

    /** Slices of the map level. */
    public int slices() {
        return Math.ceilDiv(mapTasks(), sliceSize);
    }

    public int lastLevel() {
        return levels.size() - 1;
    }
}
