package io.dropbatch.planning.plan;

import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what the names of a task's many files have in common, for when Batch takes no list of all their addresses. */
record GroupPrefixes(DropListing drop) {

    /** Batch takes the addresses of this many files in any case. */
    private static final int FEW = 40;

    Stream<PlannedTask> planned(String folder, FileTasks tasks) {
        Map<String, Integer> tasksOfMany = new HashMap<>();
        tasks.planned()
                .filter(GroupPrefixes::hasMany)
                .forEach(task -> task.inputs().forEach(input -> tasksOfMany.put(input.path(), task.index())));
        if (tasksOfMany.isEmpty()) {
            return tasks.planned();
        }
        Map<Integer, List<String>> prefixes = PathPrefixes.of(drop.paths(folder), tasksOfMany::get);
        return tasks.planned().map(task -> {
            @Nullable List<String> common = prefixes.get(task.index());
            return common == null ? task : task.withPrefixes(common);
        });
    }

    /** Names count too: they are in the addresses. */
    private static boolean hasMany(PlannedTask task) {
        return task.inputs().size() > FEW
                || task.inputs().stream()
                                .map(PlannedInput::path)
                                .mapToInt(String::length)
                                .sum()
                        > FEW * 100;
    }
}
