package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import java.util.Map;
import java.util.Optional;

/**
 * Stores what open jobs have cost, apart from the jobs themselves: a count never stands in the way of a job's next step.
 */
public interface CostStore {

    /** Opens a meter, unless the job has one. */
    void open(JobId job, JobMeter meter);

    Optional<JobMeter> find(JobId job);

    Map<JobId, JobMeter> all();

    /** Replaces the meter of a job. */
    void put(JobId job, JobMeter meter);

    void forget(JobId job);
}
