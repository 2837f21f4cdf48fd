package io.dropbatch.scheduler.adapter.metrics;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobActivity;
import io.dropbatch.scheduler.domain.JobSpec;
import io.dropbatch.scheduler.domain.PoolSpec;
import io.dropbatch.scheduler.domain.TaskSpec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Times requests to Batch, by action and answer. */
public final class MeteredComputeAccount implements ComputeAccount {

    private final ComputeAccount account;
    private final MeterRegistry meters;

    public MeteredComputeAccount(ComputeAccount account, MeterRegistry meters) {
        this.account = account;
        this.meters = meters;
    }

    @Override
    public BatchAnswer ensurePool(PoolSpec pool) {
        return timed("ensure-pool", () -> account.ensurePool(pool));
    }

    @Override
    public BatchAnswer createJob(JobSpec job) {
        return timed("create-job", () -> account.createJob(job));
    }

    @Override
    public Optional<Failure> objection(JobSpec job, TaskSpec largest) {
        return account.objection(job, largest);
    }

    @Override
    public BatchAnswer addTasks(JobId job, Duration wallClock, Iterator<TaskSpec> tasks) {
        return timed("add-tasks", () -> account.addTasks(job, wallClock, new Counted(tasks)));
    }

    @Override
    public BatchAnswer terminate(JobId job) {
        return timed("terminate-job", () -> account.terminate(job));
    }

    @Override
    public BatchAnswer stopAtBudget(JobId job) {
        return timed("stop-job", () -> account.stopAtBudget(job));
    }

    @Override
    public BatchAnswer terminateAtBudget(JobId job) {
        return timed("terminate-job", () -> account.terminateAtBudget(job));
    }

    @Override
    public JobActivity activity(JobId job) {
        return account.activity(job);
    }

    @Override
    public BatchAnswer delete(JobId job) {
        return timed("delete-job", () -> account.delete(job));
    }

    @Override
    public BatchAnswer resize(PoolState pool, int nodes) {
        return timed("resize-pool", () -> account.resize(pool, nodes));
    }

    @Override
    public List<PoolState> pools() {
        return account.pools();
    }

    @Override
    public List<JobId> activeJobs(Instant createdBefore) {
        return account.activeJobs(createdBefore);
    }

    @Override
    public List<JobId> endedJobs(Instant endedBefore) {
        return account.endedJobs(endedBefore);
    }

    private BatchAnswer timed(String action, Supplier<BatchAnswer> call) {
        long start = System.nanoTime();
        BatchAnswer answer = call.get();
        Timer.builder("dropbatch.batch.requests")
                .description("Wishes to Batch, by what became of them")
                .tag("action", action)
                .tag("answer", answer.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .register(meters)
                .record(Duration.ofNanos(System.nanoTime() - start));
        return answer;
    }

    /** Counts tasks as they are taken. */
    private final class Counted implements Iterator<TaskSpec> {

        private final Iterator<TaskSpec> tasks;

        Counted(Iterator<TaskSpec> tasks) {
            this.tasks = tasks;
        }

        @Override
        public boolean hasNext() {
            return tasks.hasNext();
        }

        @Override
        public TaskSpec next() {
            meters.counter("dropbatch.tasks.submitted").increment();
            return tasks.next();
        }
    }
}
