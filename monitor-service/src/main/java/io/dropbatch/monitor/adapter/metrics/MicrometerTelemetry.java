package io.dropbatch.monitor.adapter.metrics;

import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.monitor.app.port.MonitorTelemetry;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, times and logs. */
public final class MicrometerTelemetry implements MonitorTelemetry {

    private static final Logger LOG = LoggerFactory.getLogger("io.dropbatch.monitor");

    private final MeterRegistry meters;
    private final Counter ended;
    private final Counter recovered;
    private final AtomicInteger watched = new AtomicInteger();

    public MicrometerTelemetry(MeterRegistry meters) {
        this.meters = meters;
        this.ended = meters.counter("dropbatch.ended.tasks");
        this.recovered = meters.counter("dropbatch.recovered.completions");
        meters.gauge("dropbatch.watched.jobs", watched);
    }

    @Override
    public void opened(LevelWatch watch) {
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
    public void looked(JobId job, PollKind kind, Duration took, int found, int newlyRecovered) {
        meters.timer("dropbatch.looks", "kind", kind.name().toLowerCase(Locale.ROOT))
                .record(took);
        ended.increment(found);
        recovered.increment(newlyRecovered);
        LOG.atDebug()
                .addKeyValue("jobId", job)
                .addKeyValue("look", kind)
                .addKeyValue("durationMs", took.toMillis())
                .addKeyValue("found", found)
                .addKeyValue("recovered", newlyRecovered)
                .log("looked");
    }

    @Override
    public void lookFailed(JobId job, RuntimeException cause) {
        meters.counter("dropbatch.failed.looks").increment();
        LOG.atWarn()
                .addKeyValue("jobId", job)
                .addKeyValue("cause", Redaction.describe(cause))
                .log("could not look at a job, will try again");
        LOG.atDebug().addKeyValue("jobId", job).setCause(cause).log("the look that failed");
    }

    @Override
    public void throttled(Duration wait) {
        meters.counter("dropbatch.throttled.looks").increment();
        LOG.atWarn().addKeyValue("pauseMs", wait.toMillis()).log("Batch asks for fewer requests");
    }

    @Override
    public void levelCompleted(LevelCompleted completed) {
        String outcome =
                completed.failure() == null ? "ok" : completed.failure().code().value();
        meters.counter("dropbatch.completed.levels", "outcome", outcome).increment();
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
        meters.counter("dropbatch.stuck.jobs", "reason", reason.code().value()).increment();
        LOG.atWarn()
                .addKeyValue("jobId", stuck.job())
                .addKeyValue("reason", reason.code().value())
                .addKeyValue("explanation", reason.message())
                .log("job is stuck");
    }

    @Override
    public void swept(int jobs) {
        watched.set(jobs);
    }
}
