package io.dropbatch.monitor.app.port;

import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollKind;
import java.time.Duration;

/** Reports the monitor's work to operators. */
public interface MonitorTelemetry {

    void opened(LevelWatch watch);

    void closed(JobId job);

    /**
     * Reports a finished look at a job.
     *
     * @param found tasks that ended
     * @param recovered those of them that a sweep found and that never signalled
     */
    void looked(JobId job, PollKind kind, Duration took, int found, int recovered);

    void lookFailed(JobId job, RuntimeException cause);

    void throttled(Duration wait);

    void levelCompleted(LevelCompleted completed);

    void stuck(JobStuck stuck);

    /**
     * Reports a finished pass over the watched jobs.
     *
     * @param jobs that are watched now
     */
    void swept(int jobs);
}
