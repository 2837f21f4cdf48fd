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
        IgnoredFiles ignored) {

    /** Tasks in one slice; a slice is what one message makes the scheduler submit. */
    public static final int SLICE_SIZE = 1000;

    public Plan {
        shared = List.copyOf(shared);
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        levels = List.copyOf(levels);
        notes = notes == null ? List.of() : List.copyOf(notes);
        ignored = ignored == null ? IgnoredFiles.NONE : ignored;
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
