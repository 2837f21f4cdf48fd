package io.dropbatch.monitor.app.port;

import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.TaskEndTally;
import io.dropbatch.monitor.domain.WatchedJob;
import java.time.Duration;

/** Reports the monitor's work to operators. */
public interface MonitorTelemetry {

    void opened(LevelWatch watch);

    void closed(JobId job);

    /** An event about a level changed nothing: the level was watched already, or a later one is. */
    void repeated(JobScheduled scheduled);

    /** An event about a level changed nothing, because its job had ended. */
    void late(JobScheduled scheduled);

    /**
     * Reports a finished look at a job.
     *
     * @param found tasks that ended
     * @param recovered those of them that a sweep found and that never signalled
     */
    void looked(JobId job, PollKind kind, Duration took, int found, int recovered);

    /** Reports tasks that ended, once their ends are announced and stored. */
    void ended(WatchedJob job, TaskEndTally tasks);

    void lookFailed(JobId job, RuntimeException cause);

    void throttled(Duration wait);

    void levelCompleted(LevelCompleted completed);

    void stuck(JobStuck stuck);

    /**
     * Reports a finished pass over the watched jobs.
     *
     * @param jobs that are watched now
     * @param tasks of their levels that are not known to have ended
     */
    void swept(int jobs, int tasks);
}
