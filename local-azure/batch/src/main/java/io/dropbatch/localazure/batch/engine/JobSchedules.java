package io.dropbatch.localazure.batch.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.job.JobScheduleSpec;
import io.dropbatch.localazure.batch.engine.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.job.JobScheduleStatus;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What users do with job schedules. */
public final class JobSchedules {

    private static final List<String> CHANGEABLE = List.of("schedule", "jobSpecification", "metadata");

    private final Account account;
    private final Jobs jobs;

    public JobSchedules(Account account, Jobs jobs) {
        this.account = account;
        this.jobs = jobs;
    }

    public JobSchedule create(Document document) {
        JobScheduleId id = new JobScheduleId(document.text("id"));
        requireSchedule(document);
        return account.change(() -> {
            if (account.schedules().containsKey(id)) {
                throw BatchError.of(ErrorCode.JobScheduleExists);
            }
            if (account.jobs().containsKey(new JobId(id.value()))) {
                throw BatchError.of(ErrorCode.JobWithSameIdExists);
            }
            JobScheduleSpec spec = JobScheduleSpec.read(document);
            account.supplies().require(spec.job());
            jobs.requireRoom();
            Instant now = account.now();
            JobSchedule schedule =
                    new JobSchedule(account.nextKey(), id, spec, JobScheduleStatus.created(now), now, now);
            account.store().save(schedule, schedule.status());
            account.schedules().put(id, schedule);
            account.scheduleLife().settle(schedule);
            return schedule;
        });
    }

    public JobSchedule get(JobScheduleId id) {
        JobSchedule schedule = account.schedules().get(id);
        if (schedule == null) {
            throw BatchError.of(ErrorCode.JobScheduleNotFound);
        }
        return schedule;
    }

    /** The jobs that the schedule made, as far as they are not deleted. */
    public List<Job> jobs(JobScheduleId id) {
        return account.scheduleLife().jobs(get(id));
    }

    /** Changes what is given. */
    public JobSchedule patch(JobScheduleId id, Document changes, Condition condition) {
        return change(
                id,
                condition,
                schedule ->
                        respecify(schedule, changes, schedule.spec().source().deepCopy()));
    }

    /** Replaces everything that may change; what is not given falls back to its default. */
    public JobSchedule replace(JobScheduleId id, Document changes, Condition condition) {
        requireSchedule(changes);
        return change(id, condition, schedule -> {
            ObjectNode kept = schedule.spec().source().deepCopy();
            kept.remove(CHANGEABLE);
            respecify(schedule, changes, kept);
        });
    }

    public JobSchedule disable(JobScheduleId id, Condition condition) {
        return change(id, condition, schedule -> {
            if (schedule.state() == JobScheduleState.DISABLED) {
                throw BatchError.of(ErrorCode.JobScheduleDisabled);
            }
            schedule.touch(account.now());
            account.scheduleLife().move(schedule, schedule.status().to(JobScheduleState.DISABLED, account.now()));
        });
    }

    public JobSchedule enable(JobScheduleId id, Condition condition) {
        return change(id, condition, schedule -> {
            schedule.touch(account.now());
            if (schedule.state() == JobScheduleState.DISABLED) {
                account.scheduleLife().move(schedule, schedule.status().to(JobScheduleState.ACTIVE, account.now()));
                account.scheduleLife().settle(schedule);
            }
        });
    }

    public JobSchedule terminate(JobScheduleId id, Condition condition) {
        return change(id, condition, schedule -> {
            schedule.touch(account.now());
            account.scheduleLife().terminate(schedule);
        });
    }

    public void delete(JobScheduleId id, Condition condition) {
        account.change(() -> {
            JobSchedule schedule = get(id);
            condition.check(schedule.modified());
            if (schedule.state() != JobScheduleState.DELETING) {
                account.scheduleLife().delete(schedule);
            }
            return id;
        });
    }

    private JobSchedule change(JobScheduleId id, Condition condition, Consumer<JobSchedule> change) {
        return account.change(() -> {
            JobSchedule schedule = get(id);
            condition.check(schedule.modified());
            requireOpen(schedule);
            change.accept(schedule);
            return schedule;
        });
    }

    private static void requireSchedule(Document document) {
        if (!document.has("schedule")) {
            throw BatchError.missing("schedule");
        }
    }

    private static void requireOpen(JobSchedule schedule) {
        switch (schedule.state()) {
            case COMPLETED -> throw BatchError.of(ErrorCode.JobScheduleCompleted);
            case DELETING -> throw BatchError.of(ErrorCode.JobScheduleBeingDeleted);
            case TERMINATING -> throw BatchError.of(ErrorCode.JobScheduleBeingTerminated);
            case ACTIVE, DISABLED -> {}
        }
    }

    private void respecify(JobSchedule schedule, Document changes, ObjectNode merged) {
        changes.tree().properties().forEach(change -> {
            if (!CHANGEABLE.contains(change.getKey())) {
                throw BatchError.property(change.getKey(), "", "The property cannot be changed.");
            }
            merged.set(change.getKey(), change.getValue());
        });
        schedule.respecify(JobScheduleSpec.read(Document.of(merged)), account.now());
        account.store().save(schedule, schedule.status());
        account.scheduleLife().settle(schedule);
    }
}
