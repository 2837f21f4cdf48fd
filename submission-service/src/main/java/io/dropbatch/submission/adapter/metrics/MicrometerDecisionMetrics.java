package io.dropbatch.submission.adapter.metrics;

import io.dropbatch.bus.metrics.AbsorbedEvents;
import io.dropbatch.bus.metrics.LatencyTimer;
import io.dropbatch.bus.metrics.SweepMeter;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts decisions in meters and logs one line for each. */
public final class MicrometerDecisionMetrics implements DecisionMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerDecisionMetrics.class);
    private static final String HANDLER = "submission.onStorageEvent";

    private final DropMeters drops;
    private final LatencyTimer lag;
    private final AbsorbedEvents absorbed;
    private final SweepMeter sweep;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Clock clock;

    public MicrometerDecisionMetrics(MeterRegistry meters, Clock clock) {
        this.drops = new DropMeters(meters);
        this.lag = LatencyTimer.latency(
                meters,
                "dropbatch.blob.event.lag",
                "From the creation of a blob to the end of the handling of its event");
        lag.exist();
        this.absorbed = new AbsorbedEvents(meters, HANDLER);
        this.sweep = new SweepMeter(meters, "inbox");
        this.clock = clock;
        Gauge.builder("dropbatch.drops.waiting", waiting, AtomicInteger::get)
                .description("Drops that wait, as the last sweep has seen: for inputs, or for the job that files share")
                .tag("reason", "inputs")
                .register(meters);
    }

    @Override
    public void handled(Instant created) {
        // An event without a time has the epoch.
        if (created.isAfter(Instant.EPOCH)) {
            lag.record(created, clock.instant());
        }
    }

    @Override
    public void accepted(SubmissionAccepted submission) {
        LOG.atInfo()
                .addKeyValue("submission", submission.submission())
                .addKeyValue("levels", submission.levels())
                .addKeyValue("inputs", submission.inputs())
                .addKeyValue("bytes", submission.inputBytes())
                .log("accepted a drop");
        String workload = DropMeters.workloadOf(submission.submission());
        drops.accepted(workload, Duration.between(submission.trigger().uploadedAt(), submission.acceptedAt()));
        drops.planned(
                workload,
                submission.inputs(),
                submission.inputBytes(),
                submission.levels().getFirst());
    }

    /**
     * The failure's message is not logged: the drop's owner finds it in the event and in the status beside the trigger.
     */
    @Override
    public void rejected(SubmissionRejected submission) {
        LOG.atInfo()
                .addKeyValue("submission", submission.submission())
                .addKeyValue("reason", submission.failure().code().value())
                .log("rejected a drop");
        drops.rejected(DropMeters.workloadOf(submission.submission()), submission.failure());
    }

    @Override
    public void splitPlanned(SplitPlanned split) {
        LOG.atInfo()
                .addKeyValue("submission", split.submission())
                .addKeyValue("jobId", split.job())
                .addKeyValue("levels", split.levels())
                .addKeyValue("files", split.parts())
                .addKeyValue("bytes", split.partBytes())
                .log("planned what a drop was split into");
    }

    @Override
    public void splitRefused(SplitRefused split) {
        LOG.atInfo()
                .addKeyValue("submission", split.submission())
                .addKeyValue("jobId", split.job())
                .addKeyValue("reason", split.failure().code().value())
                .log("refused what a drop was split into");
    }

    @Override
    public void repeated() {
        absorbed.duplicate(HANDLER);
    }

    @Override
    public void recovered() {
        sweep.recovered(1);
    }

    @Override
    public void waiting(int count) {
        waiting.set(count);
    }
}
