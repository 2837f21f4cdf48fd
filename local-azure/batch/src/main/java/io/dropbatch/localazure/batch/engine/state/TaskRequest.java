package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.model.task.TaskTrait;

/**
 * A user's request for a task.
 *
 * @param traits the rare features of the task
 * @param source keeps the JSON that the user sent
 */
public record TaskRequest(int requiredSlots, byte traits, TaskSource source) {

    /** The request of a task before it is stored: its source is the JSON itself. */
    public static TaskRequest sent(int requiredSlots, byte[] source) {
        return new TaskRequest(requiredSlots, TaskTrait.of(source), task -> source);
    }
}
