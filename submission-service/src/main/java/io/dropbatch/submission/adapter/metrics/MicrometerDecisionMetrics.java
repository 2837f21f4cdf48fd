package io.dropbatch.submission.adapter.metrics;

import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts decisions in meters and logs one line for each. */
public final class MicrometerDecisionMetrics implements DecisionMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerDecisionMetrics.class);
    private static final String DROPS = "dropbatch.drops";

    private final MeterRegistry meters;
    private final Counter tasks;
    private final Counter recovered;
    private final Timer age;
    private final Timer sweeps;
    private final AtomicInteger waiting;

    public MicrometerDecisionMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.tasks = Counter.builder("dropbatch.planned.tasks")
                .description("Tasks of the map level of accepted drops")
                .register(meters);
        this.recovered = Counter.builder("dropbatch.drops.recovered")
                .description("Drops found by the sweep because their event was lost")
                .register(meters);
        this.age = Timer.builder("dropbatch.drop.acceptance")
                .description("From the upload of the trigger to the decision to accept")
                .register(meters);
        this.sweeps = Timer.builder("dropbatch.inbox.sweep")
                .description("Duration of a pass over the inbox")
                .register(meters);
        this.waiting = new AtomicInteger();
        meters.gauge("dropbatch.drops.waiting", waiting);
        drops("accepted", "none");
    }

    @Override
    public void accepted(SubmissionAccepted submission) {
        Duration sinceUpload = Duration.between(submission.trigger().uploadedAt(), submission.acceptedAt());
        LOG.atInfo()
                .addKeyValue("submission", submission.submission())
                .addKeyValue("levels", submission.levels())
                .addKeyValue("inputs", submission.inputs())
                .addKeyValue("bytes", submission.inputBytes())
                .log("accepted a drop");
        drops("accepted", "none").increment();
        tasks.increment(submission.levels().getFirst());
        age.record(sinceUpload.isNegative() ? Duration.ZERO : sinceUpload);
    }

    /**
     * The failure's message is not logged: the drop's owner finds it in the event and in the status beside the trigger.
     */
    @Override
    public void rejected(SubmissionRejected submission) {
        String code = submission.failure().code().value();
        LOG.atInfo()
                .addKeyValue("submission", submission.submission())
                .addKeyValue("reason", code)
                .log("rejected a drop");
        drops("rejected", code).increment();
    }

    @Override
    public void recovered() {
        recovered.increment();
    }

    @Override
    public void waiting(int drops) {
        waiting.set(drops);
    }

    @Override
    public void swept(Duration took) {
        sweeps.record(took);
    }

    private Counter drops(String outcome, String code) {
        return Counter.builder(DROPS)
                .description("Drops that were decided about")
                .tag("outcome", outcome)
                .tag("code", code)
                .register(meters);
    }
}
