package io.dropbatch.results.domain;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;

/** A thousand tasks of a level whose ids follow one another: the part of it that is read ahead at a time. */
public record TaskBlock(JobId job, int level, int number) {

    public static final int TASKS = 1000;

    private static final int DIGITS = 3;

    public static TaskBlock of(JobId job, TaskId task) {
        return new TaskBlock(job, task.level(), task.index() / TASKS);
    }

    /** The common prefix of all blobs that its tasks uploaded; blobs of a later block may share it. */
    public String prefix() {
        String first = TaskId.of(level, number * TASKS).value();
        return OutputLayout.attempt(job) + first.substring(0, first.length() - DIGITS);
    }

    public boolean contains(TaskId task) {
        return task.level() == level && task.index() / TASKS == number;
    }
}
