package io.dropbatch.scheduler.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.SchedulerTelemetry;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ends Dropbatch's Batch jobs that have no open job, deletes Batch jobs that ended long ago, and later forgets closed
 * jobs.
 */
public final class CleanUp {

    private final ComputeAccount compute;
    private final SchedulerSettings settings;
    private final SchedulerTelemetry telemetry;
    private final Clock clock;

    public CleanUp(ComputeAccount compute, SchedulerSettings settings, SchedulerTelemetry telemetry, Clock clock) {
        this.compute = compute;
        this.settings = settings;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /**
     * Checks the whole account once.
     *
     * @param open read before Batch is asked: a job that is admitted meanwhile is younger than the grace time
     */
    public void cleanUp(List<StoredJob<Open>> open) {
        Instant now = clock.instant();
        Set<JobId> owned = open.stream().map(entry -> entry.job().facts().job()).collect(Collectors.toSet());
        compute.activeJobs(now.minus(settings.strayGrace())).stream()
                .filter(job -> !owned.contains(job))
                .map(compute::terminate)
                .filter(BatchAnswer.Done.class::isInstance)
                .forEach(done -> telemetry.strayEnded());
        compute.endedJobs(now.minus(settings.jobRetention())).stream()
                .map(compute::delete)
                .filter(BatchAnswer.Done.class::isInstance)
                .forEach(done -> telemetry.oldDeleted());
    }

    /** Forgets closed jobs once no late message can name them. */
    void forget(JobStore jobs) {
        jobs.forgetClosed(clock.instant().minus(settings.rememberClosed()));
    }
}
