package io.dropbatch.monitor.adapter.metrics;

import io.dropbatch.bus.metrics.AbsorbedEvents;
import io.dropbatch.bus.metrics.LatencyTimer;
import io.dropbatch.bus.metrics.SweepMeter;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.monitor.app.port.MonitorTelemetry;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.TaskEndTally;
import io.dropbatch.monitor.domain.WatchedJob;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, times and logs. */
public final class MicrometerTelemetry implements MonitorTelemetry {

    private static final Logger LOG = LoggerFactory.getLogger("io.dropbatch.monitor");
    private static final String HANDLER = "monitor.onJob";

    private final JobProgressMeters meters;
    private final Map<PollKind, Timer> looks = new EnumMap<>(PollKind.class);
    private final Counter failedLooks;
    private final Counter throttledLooks;
    private final SweepMeter sweep;
    private final AbsorbedEvents absorbed;
    private final AtomicInteger watchedJobs = new AtomicInteger();
    private final AtomicInteger openTasks = new AtomicInteger();

    /** @param objective how long the time from the end of a task to its event may be */
    public MicrometerTelemetry(MeterRegistry registry, Duration objective) {
        this.meters = new JobProgressMeters(registry);
        LatencyTimer.objective(registry, "task-end-to-event", objective);
        for (PollKind kind : PollKind.values()) {
            looks.put(kind, look(registry, kind));
        }
        this.failedLooks = Counter.builder("dropbatch.looks.failed")
                .description("Looks at jobs that failed and are repeated")
                .register(registry);
        this.throttledLooks = Counter.builder("dropbatch.looks.throttled")
                .description("Looks at jobs that Batch refused because it received too many requests")
                .register(registry);
        this.sweep = new SweepMeter(registry, "completions");
        this.absorbed = new AbsorbedEvents(registry, HANDLER);
        Gauge.builder("dropbatch.jobs.watched", watchedJobs, AtomicInteger::get)
                .description("Jobs that are watched, as the last sweep has seen")
                .register(registry);
        Gauge.builder("dropbatch.tasks.open", openTasks, AtomicInteger::get)
                .description("Tasks of watched jobs on Batch that have not ended, as the last sweep has seen")
                .register(registry);
    }

    private static Timer look(MeterRegistry registry, PollKind kind) {
        return Timer.builder("dropbatch.looks")
                .description("How long looks at jobs on Batch took, by what set them off")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    @Override
    public void opened(LevelWatch watch) {
        meters.known(watch.job().job());
        LOG.atInfo()
                .addKeyValue("jobId", watch.job().job())
                .addKeyValue("level", watch.level())
                .log("watching a level");
    }

    @Override
    public void closed(JobId job) {
        LOG.atInfo().addKeyValue("jobId", job).log("stopped watching a job");
    }

    @Override
    public void repeated(JobScheduled scheduled) {
        absorbed.duplicate(HANDLER);
    }

    @Override
    public void late(JobScheduled scheduled) {
        absorbed.late(HANDLER);
    }

    @Override
    public void looked(JobId job, PollKind kind, Duration took, int found, int newlyRecovered) {
        Objects.requireNonNull(looks.get(kind)).record(took);
        sweep.recovered(newlyRecovered);
        LOG.atDebug()
                .addKeyValue("jobId", job)
                .addKeyValue("look", kind)
                .addKeyValue("durationMs", took.toMillis())
                .addKeyValue("found", found)
                .addKeyValue("recovered", newlyRecovered)
                .log("looked");
    }

    @Override
    public void ended(WatchedJob job, TaskEndTally tasks) {
        meters.ended(job.job(), tasks);
    }

    @Override
    public void lookFailed(JobId job, RuntimeException cause) {
        failedLooks.increment();
        LOG.atWarn()
                .addKeyValue("jobId", job)
                .addKeyValue("cause", Redaction.describe(cause))
                .log("could not look at a job, will try again");
        LOG.atDebug().addKeyValue("jobId", job).setCause(cause).log("the look that failed");
    }

    @Override
    public void throttled(Duration wait) {
        throttledLooks.increment();
        LOG.atWarn().addKeyValue("pauseMs", wait.toMillis()).log("Batch asks for fewer requests");
    }

    @Override
    public void levelCompleted(LevelCompleted completed) {
        String outcome =
                completed.failure() == null ? "ok" : completed.failure().code().value();
        meters.levelCompleted(completed.job(), outcome);
        LOG.atInfo()
                .addKeyValue("jobId", completed.job())
                .addKeyValue("level", completed.level())
                .addKeyValue("tasks", completed.tasks())
                .addKeyValue("succeeded", completed.succeeded())
                .addKeyValue("failed", completed.failed())
                .addKeyValue("outcome", outcome)
                .log("level completed");
    }

    @Override
    public void stuck(JobStuck stuck) {
        Failure reason = stuck.reason();
        meters.stuck(reason.code());
        LOG.atWarn()
                .addKeyValue("jobId", stuck.job())
                .addKeyValue("reason", reason.code().value())
                .addKeyValue("explanation", reason.message())
                .log("job is stuck");
    }

    @Override
    public void swept(int jobs, int tasks) {
        watchedJobs.set(jobs);
        openTasks.set(tasks);
    }
}
