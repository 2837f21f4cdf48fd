package io.dropbatch.localazure.batch.store;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.state.TaskSource;

/** Reads the JSON of tasks from the log. */
record LogSource(RecordLog log) implements TaskSource {

    @Override
    public byte[] of(Task task) {
        byte[] record = log.read(new RecordKey(LogStore.TASK, task.key()));
        if (record == null) {
            throw BatchError.of(ErrorCode.TaskNotFound);
        }
        return TaskLogRecord.source(record);
    }
}
