package io.dropbatch.model.result;

import io.dropbatch.model.id.TaskId;

/**
 * A task that a retried job takes over: a line of {@link io.dropbatch.model.layout.SystemLayout#levelCarried}.
 *
 * @param record what Batch said of it then
 * @param outputs as they were checked when it was taken over; they stay where they are
 */
public record CarriedTask(TaskRecord record, VerifiedTask outputs) {

    public TaskId task() {
        return record.task();
    }
}
