package io.dropbatch.model.plan;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.RoundRule;
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
 * <p>A drop that is split has two heads. The first is written when it is accepted and knows of one task, which is read
 * from {@link io.dropbatch.model.layout.SystemLayout#splitTask}. The second takes its place when the map level is
 * planned, {@link io.dropbatch.model.layout.SystemLayout#mapPlan}.
 *
 * @param workload as it was when the drop was accepted
 * @param shared inputs given to every task
 * @param rowFile the input that row tasks are cut from, with its header's length
 * @param parameters of the drop's manifest
 * @param levels the number of tasks on each level, of the split or else of the map first; of the levels after a split the
 *     least that they can have, until the map is planned; of all rounds that a workload may run
 * @param sliceSize the number of tasks in each slice but the last
 * @param inputBytes of all inputs together
 * @param notes for a person: how the drop was understood, in sentences; plans of earlier versions have none
 * @param ignored files of the drop that are no inputs
 * @param extent what is largest in it; absent in plans of earlier versions
 * @param split what the drop was split into; absent until that is known, and when it is not split at all
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
        @Nullable PlanExtent extent,
        @Nullable SplitOutputs split) {

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

    /** The plan of a drop that is not split, or not yet. */
    public Plan(
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
        this(
                submission,
                workload,
                trigger,
                shared,
                rowFile,
                parameters,
                levels,
                sliceSize,
                inputCount,
                inputBytes,
                notes,
                ignored,
                extent,
                null);
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

    /** Whether a task of its own cuts the drop before the map level. */
    public boolean hasSplit() {
        return workload.split() != null;
    }

    /** Which level is the map: the first, or the one after the split. */
    public int mapLevel() {
        return hasSplit() ? 1 : 0;
    }

    /** What each level is there for. */
    public LevelOrder order() {
        @Nullable Merge merge = workload.merge();
        return merge == null || rounds() == null
                ? LevelOrder.of(levels.size(), mapLevel(), null)
                : new LevelOrder(mapLevel(), merge.levels(mapTasks()).size(), rounds());
    }

    /** How many rounds there are at most; absent when map and merge run once. */
    public @Nullable Integer rounds() {
        @Nullable RoundRule rule = workload.rounds();
        return rule == null ? null : (Integer) rule.max();
    }

    /** The same plan as far as its job has gone: the file that ends the rounds was written. */
    public Plan endedAfter(int level) {
        return new Plan(
                submission,
                workload,
                trigger,
                shared,
                rowFile,
                parameters,
                levels.subList(0, level + 1),
                sliceSize,
                inputCount,
                inputBytes,
                notes,
                ignored,
                extent,
                split);
    }

    /** The same plan as far as the end of the round that a level belongs to; the whole plan without rounds. */
    public Plan throughRoundOf(int level) {
        LevelOrder order = order();
        return rounds() == null ? this : endedAfter(order.levelsThrough(order.round(level)) - 1);
    }

    /** As {@link #mapLevel}, for events, which leave it out when it is the first. */
    public @Nullable Integer toldMapLevel() {
        return hasSplit() ? (Integer) mapLevel() : null;
    }

    /** Whether the tasks of the map level are known; not before a drop was split that is to be. */
    public boolean hasMapTasks() {
        return !hasSplit() || split != null;
    }

    /** The number of tasks on each level of which it is known. */
    public List<Integer> knownLevels() {
        return hasMapTasks() ? levels : levels.subList(0, mapLevel());
    }

    /** Tasks of the map level; the least that it can have as long as it is not planned. */
    public int mapTasks() {
        return levels.get(mapLevel());
    }

    /** Slices of the map level; none as long as it is not planned. */
    public int slices() {
        return hasMapTasks() ? Math.ceilDiv(mapTasks(), sliceSize) : 0;
    }

    public int lastLevel() {
        return levels.size() - 1;
    }
}
