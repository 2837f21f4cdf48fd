package io.dropbatch.results.adapter.metrics;

import io.dropbatch.model.event.Announcement;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Counts and times as meters. */
public final class MeteredResults implements ResultTelemetry {

    private final MeterRegistry meters;

    public MeteredResults(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public Reaction verified(Supplier<Reaction> verification) {
        long start = System.nanoTime();
        Reaction reaction = verification.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        for (Announcement fact : reaction.announcements()) {
            if (fact instanceof LevelVerified level) {
                Timer.builder("dropbatch.level.verification")
                        .description("Verifications of levels, by whether they were sound")
                        .tag("sound", Boolean.toString(level.sound()))
                        .register(meters)
                        .record(took);
            }
        }
        return concluded(reaction);
    }

    @Override
    public Reaction concluded(Reaction reaction) {
        for (Announcement fact : reaction.announcements()) {
            switch (fact) {
                case OutputReady ready -> count("ready", "");
                case OutputFailed failed ->
                    count("failed", failed.failure().code().value());
                default -> {}
            }
        }
        return reaction;
    }

    private void count(String outcome, String code) {
        meters.counter("dropbatch.outcomes", "outcome", outcome, "code", code).increment();
    }
}
