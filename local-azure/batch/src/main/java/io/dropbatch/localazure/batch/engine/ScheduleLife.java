package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.job.JobScheduleStatus;
import io.dropbatch.localazure.batch.engine.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a job schedule through its life: makes its jobs at their times, one at a time, and ends or deletes them. */
final class ScheduleLife {

    private static final String REASON = "TerminateJobSchedule";

    private final Account account;

    ScheduleLife(Account account) {
        this.account = account;
    }

    /** Notes a job that was made just before the account's process died: jobs are remembered before their schedule is. */
    void adopt(JobSchedule schedule) {
        Job job = account.jobs().get(JobId.of(schedule.id(), schedule.status().jobs() + 1));
        if (job != null) {
            move(schedule, schedule.status().ran(job.created()));
        }
    }

    void terminate(JobSchedule schedule) {
        move(schedule, schedule.status().to(JobScheduleState.TERMINATING, account.now()));
        Job job = active(schedule);
        if (job != null && job.state() != JobState.TERMINATING && job.state() != JobState.DELETING) {
            account.jobLife().terminate(job, REASON);
        }
        settle(schedule);
    }

    void delete(JobSchedule schedule) {
        move(schedule, schedule.status().to(JobScheduleState.DELETING, account.now()));
        for (Job job : jobs(schedule)) {
            if (job.state() != JobState.DELETING) {
                account.jobLife().delete(job);
            }
        }
        settle(schedule);
    }

    /** A job has completed or is gone: its schedule may go on. */
    void jobEnded(JobId id) {
        JobSchedule schedule = id.scheduled() ? account.schedules().get(id.schedule()) : null;
        if (schedule != null) {
            settle(schedule);
        }
    }

    /** Takes the next step that the schedule's state and the time call for. */
    void settle(JobSchedule schedule) {
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
    List<Job> jobs(JobSchedule schedule) {
        return account.jobs().tailMap(JobId.of(schedule.id(), 1)).values().stream()
                .takeWhile(job -> job.id().scheduled() && job.id().schedule().equals(schedule.id()))
                .toList();
    }

    void move(JobSchedule schedule, JobScheduleStatus next) {
        account.store().save(schedule, next);
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
        account.autoPools().close(schedule);
    }

    private void start(JobSchedule schedule, Instant due) {
        JobId id = JobId.of(schedule.id(), schedule.status().jobs() + 1);
        Job job = account.jobLife().create(id, schedule.spec().job(), schedule);
        move(schedule, schedule.status().ran(due));
        account.jobLife().open(job);
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
            // One that was set for a time that has changed meanwhile has nothing to say.
            if (due.equals(schedule.alarm())) {
                schedule.alarm(null);
                settle(schedule);
            }
        });
    }

    private @Nullable Job active(JobSchedule schedule) {
        JobId recent = schedule.recentJob();
        Job job = recent == null ? null : account.jobs().get(recent);
        return job == null || job.state() == JobState.COMPLETED ? null : job;
    }

    private void remove(JobSchedule schedule) {
        account.autoPools().close(schedule);
        account.store().remove(schedule);
        account.schedules().remove(schedule.id());
        for (Pool pool : account.pools().values()) {
            for (Node node : pool.nodes().values()) {
                account.agent()
                        .remove(node.root()
                                .resolve("workitems")
                                .resolve(schedule.id().value()));
            }
        }
    }
}
