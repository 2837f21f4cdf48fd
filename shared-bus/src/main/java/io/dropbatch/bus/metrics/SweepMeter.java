package io.dropbatch.bus.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Measures one kind of sweep: how long a pass takes, and what it found that no message had told. */
public final class SweepMeter {

    private final Timer passes;
    private final Counter recoveries;

    /** @param sweep names it among those of all services */
    public SweepMeter(MeterRegistry meters, String sweep) {
        this.passes = Timer.builder("dropbatch.sweep")
                .description("How long the passes of sweeps took")
                .tag("sweep", sweep)
                .register(meters);
        this.recoveries = Counter.builder("dropbatch.sweep.recoveries")
                .description("What a sweep found and set going again because its message was lost or late")
                .tag("sweep", sweep)
                .register(meters);
    }

    public void took(Duration pass) {
        passes.record(pass);
    }

    public void recovered(int found) {
        recoveries.increment(found);
    }

    /** The same pass, measured. */
    public Runnable timed(Runnable pass) {
        return passes.wrap(pass);
    }
}
