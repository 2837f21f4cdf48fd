package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.model.task.TaskTrait;

/**
 * What a user asked of a task.
 *
 * @param traits what the task has that few tasks have
 * @param source keeps the JSON that the user sent
 */
public record TaskRequest(int requiredSlots, byte traits, TaskSource source) {

    /** The request of a task that is about to be kept: its source is the JSON itself. */
    public static TaskRequest sent(int requiredSlots, byte[] source) {
        return new TaskRequest(requiredSlots, TaskTrait.of(source), task -> source);
    }
}
