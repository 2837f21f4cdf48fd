package io.dropbatch.bus;

import io.dropbatch.model.id.TextValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What is measured of one handler's messages. All meters exist from the start, so that no first message is missed. */
final class HandlerMeters {

    /** What became of a delivery; one that was abandoned comes again. */
    enum Outcome implements TextValue {
        COMPLETED("completed"),
        ABANDONED("abandoned"),
        DEAD_LETTERED("dead-lettered");

        private final String value;

        Outcome(String value) {
            this.value = value;
        }

        @Override
        public String value() {
            return value;
        }
    }

    private static final Duration[] AGES = LongStream.of(
                    10, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Map<Outcome, Timer> handled = new EnumMap<>(Outcome.class);
    private final Timer age;
    private final Counter retries;
    private final Counter redelivered;
    private final Clock clock;

    HandlerMeters(MeterRegistry meters, String handler, Clock clock) {
        this.clock = clock;
        Arrays.stream(Outcome.values())
                .forEach(outcome -> handled.put(
                        outcome,
                        Timer.builder("dropbatch.messages")
                                .description("How long the deliveries of messages were handled, by what became of them")
                                .tag("handler", handler)
                                .tag("outcome", outcome.value())
                                .register(meters)));
        this.age = Timer.builder("dropbatch.message.age")
                .description(
                        "From when a message could be received to when it was done with: completed or dead-lettered")
                .tag("handler", handler)
                .serviceLevelObjectives(AGES)
                .register(meters);
        this.retries = Counter.builder("dropbatch.message.retries")
                .description("Tries after the first within one delivery of a message")
                .tag("handler", handler)
                .register(meters);
        this.redelivered = Counter.builder("dropbatch.messages.redelivered")
                .description("Deliveries of messages that had been delivered before")
                .tag("handler", handler)
                .register(meters);
    }

    void delivered(BusDelivery delivery) {
        if (delivery.attempt() > 1) {
            redelivered.increment();
        }
    }

    void triedAgain() {
        retries.increment();
    }

    void settled(BusDelivery delivery, Outcome outcome, Duration took) {
        Objects.requireNonNull(handled.get(outcome), "each outcome has a timer").record(took);
        @Nullable Instant since = delivery.availableSince();
        if (since != null && outcome != Outcome.ABANDONED) {
            age.record(Duration.between(since, clock.instant()));
        }
    }
}
