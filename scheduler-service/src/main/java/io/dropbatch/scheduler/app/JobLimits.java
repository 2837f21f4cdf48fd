package io.dropbatch.scheduler.app;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.JobRecipe;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.MapRecipe;
import io.dropbatch.planning.task.RoundInputs;
import io.dropbatch.planning.task.SplitRecipe;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether Batch can take a job at all, checked before its first task runs: only here are the addresses of files known,
 * which count for the limits.
 */
public final class JobLimits {

    private static final String LONGEST_RUN = "r".repeat(40);

    private final ComputeAccount compute;
    private final TaskHarness harness;
    private final Duration margin;
    private final Duration longestAccess;

    /** @param longestAccess the longest time that nodes can be given access to blobs */
    public JobLimits(ComputeAccount compute, TaskHarness harness, SchedulerSettings settings, Duration longestAccess) {
        this.compute = compute;
        this.harness = harness;
        this.margin = settings.taskMargin();
        this.longestAccess = longestAccess;
    }

    Optional<Failure> objection(Plan plan, JobFacts facts, PoolSpec pool) {
        Duration wallClock = plan.workload().limits().wallClock();
        if (wallClock.compareTo(longestAccess) > 0) {
            return Optional.of(Failure.of(
                    FailureCode.INVALID_WORKLOAD,
                    "limits.wallClock is " + wallClock + ", but nodes can be given access to files for at most "
                            + longestAccess + ": ask for less"));
        }
        @Nullable PlanExtent extent = plan.extent();
        return extent == null ? Optional.empty() : objection(plan, facts, pool, extent);
    }

    private Optional<Failure> objection(Plan plan, JobFacts facts, PoolSpec pool, PlanExtent extent) {
        JobSpec job = new JobRecipe(plan, facts, pool.id(), harness).job();
        Optional<Failure> ofJobOrLargest = VariableLimits.objection(both(job, job.preparationEnvironment()))
                .or(() -> objection(job, task(plan, facts, extent.largest()).inTraceOf(facts.job(), true)));
        @Nullable PlannedTask wordiest = extent.wordiest();
        return wordiest == null
                ? ofJobOrLargest
                : ofJobOrLargest.or(
                        () -> objection(job, task(plan, facts, wordiest).inTraceOf(facts.job(), true)));
    }

    private TaskSpec task(Plan plan, JobFacts facts, PlannedTask planned) {
        return plan.hasMapTasks()
                ? new MapRecipe(plan, facts, lastMap(plan), largestRound(plan, facts), margin).task(planned)
                : new SplitRecipe(plan, facts, margin).task(planned);
    }

    private static int lastMap(Plan plan) {
        @Nullable Integer rounds = plan.rounds();
        return plan.order().mapOf(rounds == null ? 1 : rounds);
    }

    /** Stands for what a round writes, which the next one's tasks are brought besides their own files. */
    private static @Nullable VerifiedTask largestRound(Plan plan, JobFacts facts) {
        return RoundInputs.levelBefore(plan, lastMap(plan))
                .map(level -> TaskId.of(level, 1))
                .map(task -> new VerifiedTask(
                        task, LONGEST_RUN, OutputLayout.task(facts.job(), task) + "/" + LONGEST_RUN + "/", List.of()))
                .orElse(null);
    }

    private Optional<Failure> objection(JobSpec job, TaskSpec task) {
        return VariableLimits.objection(both(job, task.environment())).or(() -> compute.objection(job, task));
    }

    private static Map<String, String> both(JobSpec job, Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(job.environment());
        all.putAll(own);
        return all;
    }
}
