package io.dropbatch.localazure.batch.engine.job;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.model.job.JobReactions;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.node.JobPreparations;
import io.dropbatch.localazure.batch.engine.pool.AutoPools;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.TaskAssignment.Intent;
import io.dropbatch.localazure.batch.engine.task.StateTransitions;
import io.dropbatch.localazure.batch.engine.task.TaskLifecycle;
import java.time.Duration;

/** Terminates, disables and deletes jobs; each waits until the job's runs have ended. */
public final class JobLifecycle {

    private final Account account;
    private final StateTransitions transitions;
    private final TaskLifecycle tasks;
    private final JobPreparations preparations;
    private final AutoPools autoPools;
    private final JobCleanup cleanup;

    public JobLifecycle(
            Account account,
            StateTransitions transitions,
            TaskLifecycle tasks,
            JobPreparations preparations,
            AutoPools autoPools,
            JobCleanup cleanup) {
        this.account = account;
        this.transitions = transitions;
        this.tasks = tasks;
        this.preparations = preparations;
        this.autoPools = autoPools;
        this.cleanup = cleanup;
    }

    public void open(Job job) {
        autoPools.open(job);
        limitTime(job);
        settle(job);
    }

    public void terminate(Job job, String reason) {
        transitions.move(job, job.status().terminating(reason, account.now()));
        tasks.stopAll(job.inFlight(), Intent.TERMINATE);
        settle(job);
    }

    void disable(Job job, DisableTasks how) {
        transitions.move(job, job.status().to(JobState.DISABLING, account.now()));
        switch (how) {
            case REQUEUE -> tasks.stopAll(job.inFlight(), Intent.REQUEUE);
            case TERMINATE -> tasks.stopAll(job.inFlight(), Intent.TERMINATE);
            case WAIT -> {}
        }
        settle(job);
    }

    public void delete(Job job) {
        transitions.move(job, job.status().to(JobState.DELETING, account.now()));
        tasks.stopAll(job.inFlight(), Intent.TERMINATE);
        settle(job);
    }

    /** Ends the job when its time limit is reached, measured from its start, also across restarts of the account. */
    public void limitTime(Job job) {
        Duration limit = job.spec().constraints().maxWallClockTime();
        if (limit.compareTo(Duration.ofDays(365)) > 0) {
            return;
        }
        Duration left = Duration.between(account.now(), job.status().startTime().plus(limit));
        account.changeLater(left.isNegative() ? Duration.ZERO : left, () -> timeIsOver(job, limit));
    }

    /** Takes the next step that the job's state calls for, if its runs allow it. */
    public void settle(Job job) {
        switch (job.state()) {
            case ACTIVE -> terminateIfAllCompleted(job);
            case DISABLING -> {
                if (job.inFlight().isEmpty()) {
                    transitions.move(job, job.status().disabled(account.now()));
                }
            }
            case TERMINATING -> {
                if (quiet(job)) {
                    transitions.move(job, job.status().completed(account.now()));
                    cleanup.completed(job);
                }
            }
            case DELETING -> {
                if (quiet(job)) {
                    cleanup.remove(job);
                }
            }
            case DISABLED, COMPLETED -> {}
        }
    }

    private boolean quiet(Job job) {
        return job.inFlight().isEmpty() && preparations.released(job);
    }

    private void terminateIfAllCompleted(Job job) {
        if (job.spec().reactions().onAllTasksComplete() == JobReactions.OnAllTasksComplete.TERMINATE_JOB
                && job.tally().unfinished() == 0) {
            terminate(job, "AllTasksComplete");
        }
    }

    private void timeIsOver(Job job, Duration limit) {
        boolean ended = job.state() == JobState.COMPLETED
                || job.state() == JobState.TERMINATING
                || job.state() == JobState.DELETING;
        // A limit that was changed meanwhile has its own timer.
        if (!ended && job.spec().constraints().maxWallClockTime().equals(limit)) {
            terminate(job, "MaxWallClockTimeExpiry");
        }
    }

    /** What to do with the running tasks of a job that is disabled. */
    public enum DisableTasks {
        REQUEUE,
        TERMINATE,
        WAIT
    }
}
