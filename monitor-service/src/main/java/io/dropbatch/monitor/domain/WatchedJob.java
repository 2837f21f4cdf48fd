package io.dropbatch.monitor.domain;

import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.util.List;

/**
 * A job that runs on Batch.
 *
 * @param levels the number of tasks on each level
 */
public record WatchedJob(SubmissionId submission, String workload, JobId job, String pool, List<Integer> levels) {

    public WatchedJob {
        levels = List.copyOf(levels);
    }

    public static WatchedJob of(JobScheduled scheduled) {
        return new WatchedJob(
                scheduled.submission(), scheduled.workload(), scheduled.job(), scheduled.pool(), scheduled.levels());
    }

    /** Whether a failed task is nobody else's matter, because each is the submission of a file of its own. */
    public boolean hasIndependentTasks() {
        return submission.isRolling();
    }

    /** How many tasks the levels before the given one have. */
    public int tasksBefore(int level) {
        return levels.stream().limit(level).mapToInt(Integer::intValue).sum();
    }
}
