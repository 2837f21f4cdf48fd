package io.dropbatch.model.workload;

import io.dropbatch.model.glob.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * How verified outputs are merged, in rounds, until one task is left.
 *
 * @param fanIn how many tasks' outputs one merge task reads, at least 2
 */
public record Merge(String command, List<Glob> outputs, int fanIn) {

    public Merge {
        outputs = List.copyOf(outputs);
        if (fanIn < 2) {
            throw new IllegalArgumentException("a merge reads the outputs of at least 2 tasks");
        }
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
