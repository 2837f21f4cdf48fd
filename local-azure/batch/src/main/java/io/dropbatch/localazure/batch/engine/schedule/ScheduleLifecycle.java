package io.dropbatch.localazure.batch.engine.schedule;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.job.JobCreation;
import io.dropbatch.localazure.batch.engine.job.JobLifecycle;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleStatus;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.pool.AutoPools;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life cycle of a job schedule: creates its jobs at their times, one at a time, and ends or deletes them. */
public final class ScheduleLifecycle {

    private static final String REASON = "TerminateJobSchedule";

    private final Account account;
    private final AccountStore store;
    private final NodeAgent agent;
    private final JobLifecycle jobs;
    private final JobCreation creation;
    private final AutoPools autoPools;

    public ScheduleLifecycle(
            Account account,
            AccountStore store,
            NodeAgent agent,
            JobLifecycle jobs,
            JobCreation creation,
            AutoPools autoPools) {
        this.account = account;
        this.store = store;
        this.agent = agent;
        this.jobs = jobs;
        this.creation = creation;
        this.autoPools = autoPools;
    }

    /**
     * Records a job that was created just before the account's process ended: jobs are stored before their schedule.
     */
    public void adopt(JobSchedule schedule) {
        Job job = account.jobs()
                .get(BatchJobId.of(schedule.id(), schedule.status().jobs() + 1));
        if (job != null) {
            move(schedule, schedule.status().ran(job.created()));
        }
    }

    void terminate(JobSchedule schedule) {
        move(schedule, schedule.status().to(JobScheduleState.TERMINATING, account.now()));
        Job job = active(schedule);
        if (job != null && job.state() != JobState.TERMINATING && job.state() != JobState.DELETING) {
            jobs.terminate(job, REASON);
        }
        settle(schedule);
    }

    void delete(JobSchedule schedule) {
        move(schedule, schedule.status().to(JobScheduleState.DELETING, account.now()));
        for (Job job : jobs(schedule)) {
            if (job.state() != JobState.DELETING) {
                jobs.delete(job);
            }
        }
        settle(schedule);
    }

    /** A job has completed or was deleted: its schedule may continue. */
    public void jobEnded(BatchJobId id) {
        JobSchedule schedule = id.scheduled() ? account.schedules().get(id.schedule()) : null;
        if (schedule != null) {
            settle(schedule);
        }
    }

    /** Takes the next step that the schedule's state and the time call for. */
    public void settle(JobSchedule schedule) {
        switch (schedule.state()) {
            case ACTIVE -> run(schedule);
            case TERMINATING -> {
                if (active(schedule) == null) {
                    complete(schedule);
                }
            }
            case DELETING -> {
                if (jobs(schedule).isEmpty()) {
                    remove(schedule);
                }
            }
            case DISABLED, COMPLETED -> {}
        }
    }

    /** The schedule's jobs, in the order of their ids. */
    public List<Job> jobs(JobSchedule schedule) {
        return account.jobs().tailMap(BatchJobId.of(schedule.id(), 1)).values().stream()
                .takeWhile(job -> job.id().scheduled() && job.id().schedule().equals(schedule.id()))
                .toList();
    }

    void move(JobSchedule schedule, JobScheduleStatus next) {
        store.save(schedule, next);
        schedule.become(next);
    }

    private void run(JobSchedule schedule) {
        Instant now = account.now();
        Instant due = schedule.nextRun(now);
        Job job = active(schedule);
        if (due != null && !due.isAfter(now) && job == null) {
            start(schedule, due);
            return;
        }
        if (due == null && job == null && !schedule.spec().recurrence().waitsForItsEnd(now)) {
            complete(schedule);
            return;
        }
        Instant end = schedule.spec().recurrence().notAfter();
        Instant next = due != null && due.isAfter(now) ? due : end;
        if (next != null && next.isAfter(now)) {
            wake(schedule, next);
        }
    }

    private void complete(JobSchedule schedule) {
        move(schedule, schedule.status().completed(account.now()));
        autoPools.close(schedule);
    }

    private void start(JobSchedule schedule, Instant due) {
        BatchJobId id = BatchJobId.of(schedule.id(), schedule.status().jobs() + 1);
        Job job = creation.create(id, schedule.spec().job(), schedule);
        move(schedule, schedule.status().ran(due));
        jobs.open(job);
        settle(schedule);
    }

    private void wake(JobSchedule schedule, Instant due) {
        if (due.equals(schedule.alarm())) {
            return;
        }
        Duration delay = Duration.between(account.now(), due);
        if (!delay.isPositive()) {
            settle(schedule);
            return;
        }
        schedule.alarm(due);
        account.changeLater(delay, () -> {
            // A timer for a time that has changed meanwhile is ignored.
            if (due.equals(schedule.alarm())) {
                schedule.alarm(null);
                settle(schedule);
            }
        });
    }

    private @Nullable Job active(JobSchedule schedule) {
        BatchJobId recent = schedule.recentJob();
        Job job = recent == null ? null : account.jobs().get(recent);
        return job == null || job.state() == JobState.COMPLETED ? null : job;
    }

    private void remove(JobSchedule schedule) {
        autoPools.close(schedule);
        store.remove(schedule);
        account.schedules().remove(schedule.id());
        for (Pool pool : account.pools().values()) {
            for (Node node : pool.nodes().values()) {
                agent.remove(
                        node.root().resolve("workitems").resolve(schedule.id().value()));
            }
        }
    }
}
