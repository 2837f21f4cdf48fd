package io.dropbatch.submission.adapter.metrics;

import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.submission.app.Tally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts as meters. */
public final class MicrometerTally implements Tally {

    private static final String DROPS = "dropbatch.drops";

    private final MeterRegistry meters;
    private final Counter tasks;
    private final Counter recovered;
    private final Timer age;
    private final Timer sweeps;
    private final AtomicInteger waiting;

    public MicrometerTally(MeterRegistry meters) {
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
    public void accepted(int mapTasks, Duration sinceUpload) {
        drops("accepted", "none").increment();
        tasks.increment(mapTasks);
        age.record(sinceUpload.isNegative() ? Duration.ZERO : sinceUpload);
    }

    @Override
    public void rejected(FailureCode code) {
        drops("rejected", code.value()).increment();
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
