package io.dropbatch.results.adapter.bus;

import io.dropbatch.model.event.Announcement;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.Reaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Counts what was verified and how jobs ended. */
public final class ResultMeters {

    private final MeterRegistry meters;

    public ResultMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    Reaction verified(Supplier<Reaction> verification) {
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
