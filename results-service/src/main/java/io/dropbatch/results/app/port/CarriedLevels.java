package io.dropbatch.results.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.result.CarriedTask;
import java.util.stream.Stream;

/** The records of what retried jobs take over, one for each level. A record that exists is never changed. */
public interface CarriedLevels {

    boolean exists(JobId job, int level);

    /** The tasks that are taken over, sorted by id; none when there is no record. The caller closes the stream. */
    Stream<CarriedTask> read(JobId job, int level);

    /** Begins a record that is invisible until it is committed. */
    RecordDraft<CarriedTask> draft(JobId job, int level);
}
