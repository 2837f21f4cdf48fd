package io.dropbatch.results.app.port;

import io.dropbatch.model.result.TaskRecord;
import java.util.stream.Stream;

/** Batch's record of finished tasks, as monitor-service wrote it down. */
@FunctionalInterface
public interface TaskRecords {

    /** The lines of one record, sorted by task; none when there is no such record. The caller closes the stream. */
    Stream<TaskRecord> read(String path);
}
