package io.dropbatch.results.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.VerifiedTask;
import java.util.stream.Stream;

/** The records of verified outputs, one for each level. A record that exists means that its level was sound. */
public interface VerifiedLevels {

    boolean exists(JobId job, int level);

    /** The level's tasks sorted by id; none when there is no record. The caller closes the stream. */
    Stream<VerifiedTask> read(JobId job, int level);

    /** Begins a record that is invisible until it is committed. */
    RecordDraft<VerifiedTask> draft(JobId job, int level);

    /** The level's failed tasks that the job goes on without, sorted by id. The caller closes the stream. */
    Stream<TaskRecord> missing(JobId job, int level);

    /** Begins a record of failed tasks; it is committed before that of the verified outputs. */
    RecordDraft<TaskRecord> missingDraft(JobId job, int level);
}
