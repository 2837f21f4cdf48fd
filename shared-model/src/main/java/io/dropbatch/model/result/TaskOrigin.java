package io.dropbatch.model.result;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.plan.LevelRole;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a task was made from, in the words of who dropped it.
 *
 * @param inputs paths within the drop, or among what it was split into; none when the task was made from no file, or
 *     merges what other tasks made
 * @param rows the task's rows of its only input
 * @param role what the task's level is there for
 * @param setting the parameters that it was run with
 */
public record TaskOrigin(
        TaskId task, List<String> inputs, @Nullable RowRange rows, LevelRole role, TaskSetting setting) {

    private static final int NAMED = 2;

    /** The origin of a task of a job whose first level is the map. */
    public TaskOrigin(TaskId task, List<String> inputs, @Nullable RowRange rows) {
        this(task, inputs, rows, LevelOrder.of(task.level() + 1, null, null).role(task.level()), TaskSetting.NONE);
    }

    public TaskOrigin {
        inputs = List.copyOf(Objects.requireNonNullElse(inputs, List.of()));
    }

    /** A task of which only the id is known. */
    public static TaskOrigin unknown(TaskId task) {
        return new TaskOrigin(task, List.of(), null);
    }

    /** A task of which only the id, and what its level is there for, are known. */
    public static TaskOrigin unknown(TaskId task, LevelRole role) {
        return new TaskOrigin(task, List.of(), null, role, TaskSetting.NONE);
    }

    /** The name that a person knows the task by: its file, its rows, or its number, and what it was run with. */
    public String name() {
        String told = setting.told();
        return told.isEmpty() ? source() : source() + " (" + told + ")";
    }

    private String source() {
        if (rows != null) {
            return rows.count() == 1
                    ? rows.file() + ", row " + rows.first()
                    : rows.file() + ", rows " + rows.first() + " to " + rows.last();
        }
        if (!inputs.isEmpty()) {
            return inputs.size() <= NAMED
                    ? String.join(" + ", inputs)
                    : inputs.getFirst() + " + " + (inputs.size() - 1) + " more files";
        }
        return switch (role.kind()) {
            case SPLIT -> "the split";
            case MAP -> ofRound() + "task " + task.index();
            case MERGE -> ofRound() + "merge round " + role.merge() + ", task " + task.index();
        };
    }

    private String ofRound() {
        return role.round() == null ? "" : "round " + role.round() + ", ";
    }

    /** The folder that holds the task's files in a download, safe on every file system. */
    public String folder() {
        if (rows != null) {
            return rows.count() == 1 ? "row-" + rows.first() : "rows-" + rows.first() + "-" + rows.last();
        }
        return inputs.isEmpty() ? task.value() : SafePath.of(inputs.getFirst());
    }
}
