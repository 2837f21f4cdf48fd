package io.dropbatch.model.workload;

import io.dropbatch.model.glob.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How verified outputs are merged, in rounds, until one task is left. The first round reads what the tasks wrote, each
 * later one what the round before wrote.
 *
 * @param fanIn how many tasks' outputs one merge task reads, at least 2
 * @param rounds what the author says about the number of rounds; absent when nothing is said
 */
public record Merge(
        String command,
        List<Glob> outputs,
        int fanIn,
        @Nullable Rounds rounds) {

    /** What the author of a workload says about its merge. */
    public enum Rounds {
        /** The command cannot read what it writes: no drop may need a second round. */
        ONE,
        /** The command reads what it writes, whatever the names look like. */
        MANY
    }

    public Merge {
        outputs = List.copyOf(outputs);
        if (fanIn < 2) {
            throw new IllegalArgumentException("a merge reads the outputs of at least 2 tasks");
        }
    }

    /** Whether this many tasks take more than one round. */
    public boolean isRepeated(int mapTasks) {
        return mapTasks > fanIn;
    }

    /** The first of the tasks' patterns whose files a second round would look for in vain. */
    public Optional<Glob> unwritten(List<Glob> taskOutputs) {
        List<Glob> written = alternatives(outputs);
        return alternatives(taskOutputs).stream()
                .filter(read -> written.stream().noneMatch(read::covers))
                .findFirst();
    }

    /** Each alternative of a pattern of outputs has to match a file. */
    private static List<Glob> alternatives(List<Glob> patterns) {
        return patterns.stream()
                .flatMap(pattern -> pattern.alternatives().stream())
                .toList();
    }

    /** The number of tasks on each level, the given map level first and a single task last. */
    public List<Integer> levels(int mapTasks) {
        List<Integer> levels = new ArrayList<>(List.of(mapTasks));
        int tasks = mapTasks;
        do {
            tasks = Math.ceilDiv(tasks, fanIn);
            levels.add(tasks);
        } while (tasks > 1);
        return List.copyOf(levels);
    }
}
