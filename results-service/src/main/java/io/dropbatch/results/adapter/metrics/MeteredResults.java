package io.dropbatch.results.adapter.metrics;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Records counts and times in meters. */
public final class MeteredResults implements ResultTelemetry {

    private final MeterRegistry meters;

    public MeteredResults(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public HandlerResult verified(Supplier<HandlerResult> verification) {
        long start = System.nanoTime();
        HandlerResult result = verification.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        for (DomainEvent fact : result.announcements()) {
            if (fact instanceof LevelVerified level) {
                Timer.builder("dropbatch.level.verification")
                        .description("Verifications of levels, by whether they were sound")
                        .tag("sound", Boolean.toString(level.sound()))
                        .register(meters)
                        .record(took);
            }
        }
        return concluded(result);
    }

    @Override
    public HandlerResult concluded(HandlerResult result) {
        for (DomainEvent fact : result.announcements()) {
            switch (fact) {
                case OutputReady ready -> count("ready", "");
                case OutputPartial partial ->
                    count("partial", partial.failure().code().value());
                case OutputFailed failed ->
                    count("failed", failed.failure().code().value());
                default -> {}
            }
        }
        return result;
    }

    private void count(String outcome, String code) {
        meters.counter("dropbatch.outcomes", "outcome", outcome, "code", code).increment();
    }
}
