package io.dropbatch.localazure.batch.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.account.UpdateCondition;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.job.JobService;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleStatus;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The operations of users on job schedules. */
public final class JobScheduleService {

    private static final List<String> CHANGEABLE = List.of("schedule", "jobSpecification", "metadata");

    private final Account account;
    private final AccountStore store;
    private final ScheduleLifecycle schedules;
    private final JobService jobs;

    public JobScheduleService(Account account, AccountStore store, ScheduleLifecycle schedules, JobService jobs) {
        this.account = account;
        this.store = store;
        this.schedules = schedules;
        this.jobs = jobs;
    }

    public JobSchedule create(RequestDocument document) {
        JobScheduleId id = new JobScheduleId(document.text("id"));
        requireSchedule(document);
        return account.change(() -> {
            if (account.schedules().containsKey(id)) {
                throw BatchError.of(ErrorCode.JobScheduleExists);
            }
            if (account.jobs().containsKey(new BatchJobId(id.value()))) {
                throw BatchError.of(ErrorCode.JobWithSameIdExists);
            }
            JobScheduleDefinition spec = JobScheduleDefinition.read(document);
            account.settings().resources().require(spec.job());
            jobs.requireRoom();
            Instant now = account.now();
            JobSchedule schedule =
                    new JobSchedule(account.nextKey(), id, spec, JobScheduleStatus.created(now), now, now);
            store.save(schedule, schedule.status());
            account.schedules().put(id, schedule);
            schedules.settle(schedule);
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

    /** The schedule's jobs that are not deleted. */
    public List<Job> jobs(JobScheduleId id) {
        return schedules.jobs(get(id));
    }

    /** Changes the given properties. */
    public JobSchedule patch(JobScheduleId id, RequestDocument changes, UpdateCondition condition) {
        return change(
                id,
                condition,
                schedule ->
                        respecify(schedule, changes, schedule.spec().source().deepCopy()));
    }

    /** Replaces all changeable properties; absent ones get their defaults. */
    public JobSchedule replace(JobScheduleId id, RequestDocument changes, UpdateCondition condition) {
        requireSchedule(changes);
        return change(id, condition, schedule -> {
            ObjectNode kept = schedule.spec().source().deepCopy();
            kept.remove(CHANGEABLE);
            respecify(schedule, changes, kept);
        });
    }

    public JobSchedule disable(JobScheduleId id, UpdateCondition condition) {
        return change(id, condition, schedule -> {
            if (schedule.state() == JobScheduleState.DISABLED) {
                throw BatchError.of(ErrorCode.JobScheduleDisabled);
            }
            schedule.touch(account.now());
            schedules.move(schedule, schedule.status().to(JobScheduleState.DISABLED, account.now()));
        });
    }

    public JobSchedule enable(JobScheduleId id, UpdateCondition condition) {
        return change(id, condition, schedule -> {
            schedule.touch(account.now());
            if (schedule.state() == JobScheduleState.DISABLED) {
                schedules.move(schedule, schedule.status().to(JobScheduleState.ACTIVE, account.now()));
                schedules.settle(schedule);
            }
        });
    }

    public JobSchedule terminate(JobScheduleId id, UpdateCondition condition) {
        return change(id, condition, schedule -> {
            schedule.touch(account.now());
            schedules.terminate(schedule);
        });
    }

    public void delete(JobScheduleId id, UpdateCondition condition) {
        account.change(() -> {
            JobSchedule schedule = get(id);
            condition.check(schedule.modified());
            if (schedule.state() != JobScheduleState.DELETING) {
                schedules.delete(schedule);
            }
            return id;
        });
    }

    private JobSchedule change(JobScheduleId id, UpdateCondition condition, Consumer<JobSchedule> change) {
        return account.change(() -> {
            JobSchedule schedule = get(id);
            condition.check(schedule.modified());
            requireOpen(schedule);
            change.accept(schedule);
            return schedule;
        });
    }

    private static void requireSchedule(RequestDocument document) {
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

    private void respecify(JobSchedule schedule, RequestDocument changes, ObjectNode merged) {
        changes.tree().properties().forEach(change -> {
            if (!CHANGEABLE.contains(change.getKey())) {
                throw BatchError.property(change.getKey(), "", "The property cannot be changed.");
            }
            merged.set(change.getKey(), change.getValue());
        });
        schedule.respecify(JobScheduleDefinition.read(RequestDocument.of(merged)), account.now());
        store.save(schedule, schedule.status());
        schedules.settle(schedule);
    }
}
