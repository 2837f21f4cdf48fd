package io.dropbatch.localazure.batch.engine.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.UpdateCondition;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.IdRule;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.job.JobLifecycle.DisableTasks;
import io.dropbatch.localazure.batch.engine.model.job.AutoPool;
import io.dropbatch.localazure.batch.engine.model.job.JobDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobReactions.OnAllTasksComplete;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.task.StateTransitions;
import java.util.List;

/** The operations of users on jobs. */
public final class JobService {

    private static final List<String> CHANGEABLE = List.of(
            "priority",
            "maxParallelTasks",
            "allowTaskPreemption",
            "constraints",
            "poolInfo",
            "onAllTasksComplete",
            "metadata",
            "networkConfiguration");
    private static final int LONGEST_REASON = 4096;

    private final Account account;
    private final StateTransitions transitions;
    private final JobLifecycle jobs;
    private final JobCreation creation;

    public JobService(Account account, StateTransitions transitions, JobLifecycle jobs, JobCreation creation) {
        this.account = account;
        this.transitions = transitions;
        this.jobs = jobs;
        this.creation = creation;
    }

    public Job create(RequestDocument document) {
        BatchJobId id = chosen(document);
        return account.change(() -> {
            if (account.jobs().containsKey(id)) {
                throw BatchError.of(ErrorCode.JobExists);
            }
            if (account.schedules().containsKey(new JobScheduleId(id.value()))) {
                throw BatchError.of(ErrorCode.JobScheduleWithSameIdExists);
            }
            JobDefinition spec = JobDefinition.read(document);
            account.settings().resources().require(spec);
            refuseSharedPool(spec);
            requireRoom();
            Job job = creation.create(id, spec, null);
            jobs.open(job);
            return job;
        });
    }

    public Job get(BatchJobId id) {
        return account.job(id);
    }

    public Job patch(BatchJobId id, RequestDocument changes, UpdateCondition condition) {
        return change(id, condition, job -> respecify(job, changes, false));
    }

    public Job replace(BatchJobId id, RequestDocument changes, UpdateCondition condition) {
        return change(id, condition, job -> respecify(job, changes, true));
    }

    public Job disable(BatchJobId id, RequestDocument request, UpdateCondition condition) {
        if (!request.has("disableTasks")) {
            throw BatchError.missing("disableTasks");
        }
        DisableTasks how = request.choice("disableTasks", DisableTasks.class, DisableTasks.REQUEUE);
        return change(id, condition, job -> {
            if (job.state() == JobState.DISABLED || job.state() == JobState.DISABLING) {
                throw BatchError.of(ErrorCode.JobDisabled);
            }
            job.touch(account.now());
            jobs.disable(job, how);
        });
    }

    public Job enable(BatchJobId id, UpdateCondition condition) {
        return change(id, condition, job -> {
            job.touch(account.now());
            if (job.state() != JobState.ACTIVE) {
                transitions.move(job, job.status().to(JobState.ACTIVE, account.now()));
                jobs.settle(job);
            }
        });
    }

    public Job terminate(BatchJobId id, RequestDocument request, UpdateCondition condition) {
        String reason = request.text("terminateReason", "UserTerminate");
        if (reason.length() > LONGEST_REASON) {
            throw request.invalid("terminateReason", "At most " + LONGEST_REASON + " characters are allowed.");
        }
        return account.change(() -> {
            Job job = get(id);
            condition.check(job.modified());
            switch (job.state()) {
                case COMPLETED -> throw BatchError.of(ErrorCode.JobCompleted);
                case DELETING -> throw BatchError.of(ErrorCode.JobBeingDeleted);
                case TERMINATING -> throw BatchError.of(ErrorCode.JobBeingTerminated);
                case ACTIVE, DISABLING, DISABLED -> {
                    job.touch(account.now());
                    jobs.terminate(job, reason);
                }
            }
            return job;
        });
    }

    public Job delete(BatchJobId id, UpdateCondition condition) {
        return account.change(() -> {
            Job job = get(id);
            condition.check(job.modified());
            if (job.state() != JobState.DELETING) {
                jobs.delete(job);
            }
            return job;
        });
    }

    private Job change(BatchJobId id, UpdateCondition condition, java.util.function.Consumer<Job> change) {
        return account.change(() -> {
            Job job = get(id);
            condition.check(job.modified());
            job.requireOpen();
            change.accept(job);
            return job;
        });
    }

    private void respecify(Job job, RequestDocument changes, boolean replace) {
        ObjectNode merged = job.spec().source().deepCopy();
        if (replace) {
            merged.remove(List.of("priority", "maxParallelTasks", "allowTaskPreemption", "constraints", "metadata"));
        }
        changes.tree().properties().forEach(change -> {
            if (!CHANGEABLE.contains(change.getKey())) {
                throw BatchError.property(change.getKey(), "", "The property cannot be changed.");
            }
            merged.set(change.getKey(), change.getValue());
        });
        JobDefinition next = onPool(job, JobDefinition.read(RequestDocument.of(merged)));
        if (job.spec().reactions().onAllTasksComplete() == OnAllTasksComplete.TERMINATE_JOB
                && next.reactions().onAllTasksComplete() != OnAllTasksComplete.TERMINATE_JOB) {
            throw changes.invalid("onAllTasksComplete", "Automatic termination cannot be turned off again.");
        }
        boolean sameLimit = next.constraints()
                .maxWallClockTime()
                .equals(job.spec().constraints().maxWallClockTime());
        job.respecify(next, account.now());
        transitions.respecified(job);
        if (!sameLimit) {
            jobs.limitTime(job);
        }
        jobs.settle(job);
    }

    private static JobDefinition onPool(Job job, JobDefinition next) {
        AutoPool former = job.spec().autoPool();
        AutoPool auto = next.autoPool();
        if (auto != null && former != null && auto.sameBut(former)) {
            return next.on(job.spec().pool());
        }
        if (auto != null) {
            throw BatchError.property(
                    "poolInfo.autoPoolSpecification", "", "Of an auto pool, only keepAlive can be changed.");
        }
        if (!next.pool().equals(job.spec().pool()) && job.state() != JobState.DISABLED) {
            throw BatchError.of(ErrorCode.OperationInvalidForCurrentState)
                    .with("Reason", "The pool of a job changes only while the job is disabled.");
        }
        return next;
    }

    private static void refuseSharedPool(JobDefinition spec) {
        AutoPool auto = spec.autoPool();
        if (auto != null && auto.lifetime() == AutoPool.Lifetime.JOB_SCHEDULE) {
            throw BatchError.property(
                    "poolLifetimeOption", "jobschedule", "Only jobs of a schedule can share an auto pool.");
        }
    }

    /** Whether the quota allows another active job or schedule. */
    public void requireRoom() {
        long open = account.jobs().values().stream()
                .filter(job -> job.state() != JobState.COMPLETED)
                .count();
        long schedules = account.schedules().values().stream()
                .filter(schedule -> schedule.state() != JobScheduleState.COMPLETED)
                .count();
        if (open + schedules >= account.settings().quotas().activeJobs()) {
            throw BatchError.of(ErrorCode.ActiveJobAndScheduleQuotaReached);
        }
    }

    /** Only a schedule may give its jobs names with a colon. */
    private static BatchJobId chosen(RequestDocument document) {
        String id = document.text("id");
        IdRule.check(id);
        return new BatchJobId(id);
    }
}
