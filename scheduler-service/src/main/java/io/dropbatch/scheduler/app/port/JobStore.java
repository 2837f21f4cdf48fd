package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores open jobs, and closed jobs so that no late message starts one twice. */
public interface JobStore {

    /** An open or closed job. */
    Optional<StoredJob<ScheduledJob>> find(JobId job);

    /** Whether the job is added; not when it is known already, open or closed. */
    boolean add(Open job);

    /** The job as it is now, or empty when another process has changed it since it was read. */
    Optional<StoredJob<ScheduledJob>> replace(StoredJob<? extends Open> read, Open job);

    /** Closes a job, whatever its state; the first closing stays. */
    Closed close(Closed job);

    /**
     * Forgets jobs that were closed before the time; looks at a bounded number of closed jobs with each call and goes
     * on where it left off.
     */
    void forgetClosed(Instant before);

    /** All open jobs. */
    List<StoredJob<Open>> open();
}
