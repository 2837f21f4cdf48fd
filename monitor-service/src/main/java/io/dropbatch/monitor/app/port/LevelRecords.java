package io.dropbatch.monitor.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.result.TaskRecord;
import java.util.function.Consumer;

/** Batch's record of each finished level, kept for whoever verifies the outputs. */
public interface LevelRecords {

    /** Produces the records of a level in the order of its tasks. */
    @FunctionalInterface
    interface Source {
        void writeTo(Consumer<TaskRecord> records);
    }

    /**
     * Writes the record of a level as it is produced, replacing an earlier one once it is whole.
     *
     * @return its path within the system container
     */
    String write(JobId job, int level, Source source);
}
