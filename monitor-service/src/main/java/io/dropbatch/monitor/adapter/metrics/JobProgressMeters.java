package io.dropbatch.monitor.adapter.metrics;

import io.dropbatch.bus.metrics.LatencyTimer;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.domain.TaskEndTally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;

/** The meters of tasks, levels and stuck jobs by workload. */
final class JobProgressMeters {

    private static final String WORKLOAD = "workload";
    private static final String NONE = "none";

    /** What {@link io.dropbatch.monitor.domain.failure.PoolFailures} and a disabled job give as the reason. */
    private static final List<FailureCode> STUCK = List.of(
            FailureCode.CAPACITY,
            FailureCode.POOL_UNHEALTHY,
            FailureCode.PREEMPTED,
            FailureCode.QUOTA,
            FailureCode.PLATFORM);

    private final LatencyTimer endToEvent;
    private final MeterProvider<Counter> tasks;
    private final MeterProvider<Counter> retries;
    private final MeterProvider<Counter> preempted;
    private final MeterProvider<Counter> levels;
    private final MeterProvider<Counter> stuck;

    JobProgressMeters(MeterRegistry registry) {
        this.endToEvent = LatencyTimer.latency(
                registry,
                "dropbatch.task.end.to.event",
                "From the end of a task, by Batch's clock, to its event on the bus");
        this.tasks = Counter.builder("dropbatch.tasks.completed")
                .description("Tasks that ended, by what Batch's record says")
                .withRegistry(registry);
        this.retries = Counter.builder("dropbatch.task.retries")
                .description("How often the commands of ended tasks had failed and were run again")
                .withRegistry(registry);
        this.preempted = Counter.builder("dropbatch.tasks.preempted")
                .description("How often ended tasks had begun anew because their node was preempted or lost")
                .withRegistry(registry);
        this.levels = Counter.builder("dropbatch.levels.completed")
                .description("Levels of jobs that are over: ok, or the code of why they failed")
                .withRegistry(registry);
        this.stuck = Counter.builder("dropbatch.jobs.stuck")
                .description("Jobs that were announced to be stuck, by the code of why")
                .withRegistry(registry);
        STUCK.forEach(code -> stuck.withTag("code", code.value()));
    }

    /** Makes the meters of a job's workload exist, so that its first event is seen as one. */
    void known(JobId job) {
        String workload = workloadOf(job);
        endToEvent.exist(WORKLOAD, workload);
        completed(workload, "succeeded", NONE);
        completed(workload, "failed", FailureCode.USER_EXIT.value());
        retries.withTag(WORKLOAD, workload);
        preempted.withTag(WORKLOAD, workload);
        levels.withTags(WORKLOAD, workload, "outcome", "ok");
    }

    void ended(JobId job, TaskEndTally ended) {
        String workload = workloadOf(job);
        if (ended.succeeded() > 0) {
            completed(workload, "succeeded", NONE).increment(ended.succeeded());
        }
        ended.failures()
                .forEach((code, count) ->
                        completed(workload, "failed", code.value()).increment(count));
        retries.withTag(WORKLOAD, workload).increment(ended.retries());
        preempted.withTag(WORKLOAD, workload).increment(ended.requeues());
        ended.delays().forEach(millis -> endToEvent.record(Duration.ofMillis(millis), WORKLOAD, workload));
    }

    void levelCompleted(JobId job, String outcome) {
        levels.withTags(WORKLOAD, workloadOf(job), "outcome", outcome).increment();
    }

    void stuck(FailureCode code) {
        stuck.withTag("code", code.value()).increment();
    }

    private Counter completed(String workload, String outcome, String code) {
        return tasks.withTags(WORKLOAD, workload, "outcome", outcome, "code", code);
    }

    private static String workloadOf(JobId job) {
        return job.submission().workload().value();
    }
}
