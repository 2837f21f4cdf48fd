package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The jobs of the Batch account. Every call may be repeated: what exists already counts as done. Safe for several threads. */
public interface ComputeAccount {

    BatchAnswer createJob(JobSpec job);

    /**
     * Why Batch would never take such a job, as far as sizes tell; asks nobody.
     *
     * @param largest of its map tasks
     */
    Optional<Failure> objection(JobSpec job, TaskSpec largest);

    /**
     * Adds all the tasks, fetching them one by one as they are sent.
     *
     * @param wallClock for how long the job may run, and its tasks need access to files
     */
    BatchAnswer addTasks(JobId job, Duration wallClock, Iterator<TaskSpec> tasks);

    /** Ends a job and its tasks; a job that has ended or is gone counts as done. */
    BatchAnswer terminate(JobId job);

    /** Ends one task of a job, whether it runs or waits; one that has ended or is not there counts as done. */
    BatchAnswer terminateTask(JobId job, TaskId task);

    /** Lets no further task of a job start until it is resumed; tasks that run are left to end. */
    BatchAnswer pause(JobId job);

    /** Lets the tasks of a job start again, unless its budget is used up. */
    BatchAnswer resume(JobId job);

    /** Lets no further task of a job start, because its budget is used up; tasks that run are left to end. */
    BatchAnswer stopAtBudget(JobId job);

    /** Ends a job because its budget is used up. */
    BatchAnswer terminateAtBudget(JobId job);

    JobActivity activity(JobId job);

    BatchAnswer delete(JobId job);

    /** Jobs of the scheduler's that have not ended and were created before the given time. */
    List<JobId> activeJobs(Instant createdBefore);

    /** Jobs of the scheduler's that ended before the given time, at most some hundred of them. */
    List<JobId> endedJobs(Instant endedBefore);
}
