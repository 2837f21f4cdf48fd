package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.Assignment.Intent;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.job.JobManager;
import io.dropbatch.localazure.batch.engine.job.JobSpec;
import io.dropbatch.localazure.batch.engine.job.JobState;
import io.dropbatch.localazure.batch.engine.job.JobStatus;
import io.dropbatch.localazure.batch.engine.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a job through terminating, disabling and deleting: each waits until the job's runs have ended. */
final class JobLife {

    private final Account account;

    JobLife(Account account) {
        this.account = account;
    }

    /** Makes a job durable and known, with its manager if it has one; it does nothing before {@link #open}. */
    Job create(JobId id, JobSpec spec, @Nullable JobSchedule schedule) {
        Instant now = account.now();
        long key = account.nextKey();
        JobSpec named = account.autoPools().named(spec, key, schedule);
        Job job = new Job(key, id, named, JobStatus.created(now), now, now);
        Task manager = manager(job);
        if (manager != null) {
            // Before its job: a task without a job is nothing, but a job without its manager would never do anything.
            account.store().add(List.of(manager));
        }
        account.store().save(job, job.status());
        account.jobs().put(id, job);
        if (manager != null) {
            job.add(manager);
        }
        return job;
    }

    void open(Job job) {
        account.autoPools().open(job);
        account.scheduler().look(job);
        limitTime(job);
        settle(job);
    }

    private @Nullable Task manager(Job job) {
        JobManager manager = job.spec().manager();
        if (manager == null) {
            return null;
        }
        Instant now = account.now();
        return new Task(
                account.nextKey(),
                job,
                manager.id(),
                manager.spec().requiredSlots(),
                Json.bytes(manager.source()),
                now,
                now,
                TaskStatus.created(now));
    }

    void terminate(Job job, String reason) {
        account.ledger().move(job, job.status().terminating(reason, account.now()));
        account.runs().stopAll(job.inFlight(), Intent.TERMINATE);
        settle(job);
    }

    void disable(Job job, DisableTasks how) {
        account.ledger().move(job, job.status().to(JobState.DISABLING, account.now()));
        switch (how) {
            case REQUEUE -> account.runs().stopAll(job.inFlight(), Intent.REQUEUE);
            case TERMINATE -> account.runs().stopAll(job.inFlight(), Intent.TERMINATE);
            case WAIT -> {}
        }
        settle(job);
    }

    void delete(Job job) {
        account.ledger().move(job, job.status().to(JobState.DELETING, account.now()));
        account.runs().stopAll(job.inFlight(), Intent.TERMINATE);
        settle(job);
    }

    /** Ends the job when its time is over; measured from its start, across restarts of the account. */
    void limitTime(Job job) {
        Duration limit = job.spec().maxWallClockTime();
        if (limit.compareTo(Duration.ofDays(365)) > 0) {
            return;
        }
        Duration left = Duration.between(account.now(), job.status().startTime().plus(limit));
        account.changeLater(left.isNegative() ? Duration.ZERO : left, () -> timeIsOver(job, limit));
    }

    /** Takes the next step that the job's state calls for, if its runs allow it. */
    void settle(Job job) {
        switch (job.state()) {
            case ACTIVE -> terminateIfAllCompleted(job);
            case DISABLING -> {
                if (job.inFlight().isEmpty()) {
                    account.ledger().move(job, job.status().disabled(account.now()));
                }
            }
            case TERMINATING -> {
                if (quiet(job)) {
                    account.ledger().move(job, job.status().completed(account.now()));
                    account.autoPools().close(job);
                    account.scheduleLife().jobEnded(job.id());
                }
            }
            case DELETING -> {
                if (quiet(job)) {
                    remove(job);
                }
            }
            case DISABLED, COMPLETED -> {}
        }
    }

    private boolean quiet(Job job) {
        return job.inFlight().isEmpty() && account.preparations().released(job);
    }

    private void terminateIfAllCompleted(Job job) {
        if (job.spec().onAllTasksComplete() == JobSpec.OnAllTasksComplete.TERMINATE_JOB
                && job.tally().unfinished() == 0) {
            terminate(job, "AllTasksComplete");
        }
    }

    private void timeIsOver(Job job, Duration limit) {
        boolean ended = job.state() == JobState.COMPLETED
                || job.state() == JobState.TERMINATING
                || job.state() == JobState.DELETING;
        // A limit that was changed meanwhile has a timer of its own.
        if (!ended && job.spec().maxWallClockTime().equals(limit)) {
            terminate(job, "MaxWallClockTimeExpiry");
        }
    }

    private void remove(Job job) {
        account.autoPools().close(job);
        account.past().remove(job);
        account.jobs().remove(job.id());
        account.scheduleLife().jobEnded(job.id());
        for (Pool pool : account.pools().values()) {
            for (Node node : pool.nodes().values()) {
                node.jobs().remove(job.id());
                account.agent().remove(node.root().resolve(job.id().folder()));
            }
        }
    }

    /** What to do with the running tasks of a job that is disabled. */
    public enum DisableTasks {
        REQUEUE,
        TERMINATE,
        WAIT
    }
}
