package io.dropbatch.monitor.adapter.metrics;

import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.monitor.app.Telemetry;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Watch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, times and logs. */
public final class MeteredTelemetry implements Telemetry {

    private static final Logger LOG = LoggerFactory.getLogger("io.dropbatch.monitor");

    private final MeterRegistry meters;
    private final Counter ended;
    private final Counter recovered;
    private final AtomicInteger watched = new AtomicInteger();

    public MeteredTelemetry(MeterRegistry meters) {
        this.meters = meters;
        this.ended = meters.counter("dropbatch.ended.tasks");
        this.recovered = meters.counter("dropbatch.recovered.completions");
        meters.gauge("dropbatch.watched.jobs", watched);
    }

    @Override
    public void opened(Watch watch) {
        LOG.info("watching a level jobId={} level={}", watch.job().job(), watch.level());
    }

    @Override
    public void closed(JobId job) {
        LOG.info("stopped watching a job jobId={}", job);
    }

    @Override
    public void looked(JobId job, Look look, Duration took, int found, int newlyRecovered) {
        meters.timer("dropbatch.looks", "kind", look.name().toLowerCase(Locale.ROOT))
                .record(took);
        ended.increment(found);
        recovered.increment(newlyRecovered);
        LOG.debug("looked jobId={} look={} took={} found={} recovered={}", job, look, took, found, newlyRecovered);
    }

    @Override
    public void lookFailed(JobId job, RuntimeException cause) {
        meters.counter("dropbatch.failed.looks").increment();
        LOG.warn("could not look at a job, will try again jobId={} cause={}", job, Redaction.describe(cause));
        LOG.debug("the look that failed jobId={}", job, cause);
    }

    @Override
    public void throttled(Duration wait) {
        meters.counter("dropbatch.throttled.looks").increment();
        LOG.warn("Batch asks for fewer requests wait={}", wait);
    }

    @Override
    public void levelCompleted(LevelCompleted completed) {
        String outcome =
                completed.failure() == null ? "ok" : completed.failure().code().value();
        meters.counter("dropbatch.completed.levels", "outcome", outcome).increment();
        LOG.info(
                "level completed jobId={} level={} tasks={} succeeded={} failed={} outcome={}",
                completed.job(),
                completed.level(),
                completed.tasks(),
                completed.succeeded(),
                completed.failed(),
                outcome);
    }

    @Override
    public void stuck(JobStuck stuck) {
        Failure reason = stuck.reason();
        meters.counter("dropbatch.stuck.jobs", "reason", reason.code().value()).increment();
        LOG.warn(
                "job is stuck jobId={} reason={} {}", stuck.job(), reason.code().value(), reason.message());
    }

    @Override
    public void swept(int jobs) {
        watched.set(jobs);
    }
}
