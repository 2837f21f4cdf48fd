package io.dropbatch.results.app;

import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.MissingTask;
import io.dropbatch.model.result.TaskOrigin;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.domain.failure.CauseTally;
import io.dropbatch.results.domain.failure.FailureSummary;
import io.dropbatch.results.domain.failure.LastWords;
import java.util.Optional;
import java.util.stream.Stream;

/** Says which tasks failed and why, by the names of the files that they were made from. */
public final class ExplainFailures {

    private final AcceptedPlans plans;
    private final TaskRecords records;
    private final VerifiedLevels verified;

    public ExplainFailures(AcceptedPlans plans, TaskRecords records, VerifiedLevels verified) {
        this.plans = plans;
        this.records = records;
        this.verified = verified;
    }

    TaskOrigins origins(Plan plan) {
        return new TaskOrigins(plans, plan);
    }

    /** @param failure of the level; the tasks are looked at only when it blames one of them */
    FailureSummary failed(LevelCompleted level, Plan plan, Failure failure) {
        if (failure.task() == null || !TaskId.isLegal(failure.task())) {
            return FailureSummary.of(failure);
        }
        if (level.failure() == null) {
            return FailureSummary.of(named(plan, failure, new TaskId(failure.task())));
        }
        try (Stream<TaskRecord> failed = failedTasks(level)) {
            return summary(plan, level.tasks(), failed).orElseGet(() -> FailureSummary.of(failure));
        }
    }

    /** What is missing from the map level of a job that goes on without it; empty when nothing is. */
    Optional<FailureSummary> missing(JobId job, Plan plan) {
        if (plan.workload().failure().of(plan.mapTasks()) == 0) {
            return Optional.empty();
        }
        try (Stream<TaskRecord> missing = verified.missing(job, plan.mapLevel())) {
            return summary(plan, plan.mapTasks(), missing);
        }
    }

    /** The tasks that failed on a level, in order; the caller closes the stream. */
    Stream<TaskRecord> failedTasks(LevelCompleted level) {
        return records.read(level.records()).filter(record -> !record.success());
    }

    static MissingTask missing(TaskRecord record, TaskOrigin origin) {
        Failure failure = record.failure() == null
                ? Failure.of(FailureCode.PLATFORM, "The task did not succeed; Batch gave no reason.")
                : record.failure();
        return new MissingTask(
                record.task(),
                origin.inputs(),
                origin.rows(),
                failure.code(),
                failure.message(),
                failure.exitCode(),
                LastWords.of(failure).orElse(null),
                failure.log(),
                origin.setting().listed());
    }

    private Optional<FailureSummary> summary(Plan plan, int tasks, Stream<TaskRecord> failed) {
        CauseTally tally = new CauseTally();
        try (TaskOrigins origins = origins(plan)) {
            failed.forEachOrdered(record -> tally.add(record, origins.of(record.task())));
        }
        return tally.summary(tasks);
    }

    private Failure named(Plan plan, Failure failure, TaskId task) {
        try (TaskOrigins origins = origins(plan)) {
            return new Failure(
                    failure.code(),
                    origins.of(task).name() + ": " + failure.message(),
                    failure.task(),
                    failure.exitCode(),
                    failure.stderrTail(),
                    failure.log());
        }
    }
}
