package io.dropbatch.monitor.domain;

import io.dropbatch.model.id.TaskId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A thousand neighbouring tasks of a level: they share a prefix of their ids, fit on one page of Batch's answer, and
 * let a level of any size be read in the order of its tasks without being held in memory.
 */
public record TaskRange(int level, int number) {

    private static final int TASKS = 1000;

    /** The slices of a level, in the order of its tasks. */
    public static List<TaskRange> of(int level, int tasks) {
        return IntStream.rangeClosed(0, tasks / TASKS)
                .mapToObj(number -> new TaskRange(level, number))
                .toList();
    }

    /** What the ids of all tasks in the slice begin with. */
    public String prefix() {
        return TaskId.prefixOf(level) + String.format(Locale.ROOT, "%03d", number);
    }

    /** Whether the task is in the slice; a longer id may share the prefix. */
    public boolean contains(TaskId task) {
        return task.level() == level && task.index() / TASKS == number;
    }
}
