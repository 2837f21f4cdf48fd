package io.dropbatch.localazure.batch.engine.time;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The account's time: ticks of 100 ns that never repeat or go back, so that a transition time orders transitions and
 * an ETag names one version.
 */
public final class AccountClock {

    private static final int TICK_NANOS = 100;

    private final Clock clock;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

    public AccountClock(Clock clock) {
        this.clock = clock;
    }

    public Instant next() {
        Instant now = clock.instant();
        Instant rounded = now.minusNanos(now.getLong(ChronoField.NANO_OF_SECOND) % TICK_NANOS);
        return last.updateAndGet(former -> rounded.isAfter(former) ? rounded : former.plusNanos(TICK_NANOS));
    }

    /** The timers that go with the clock. */
    public EngineTimers timers() {
        return EngineTimers.of(clock);
    }

    /** Continues after the latest time of the previous run. */
    public void notBefore(Instant used) {
        last.updateAndGet(former -> used.isAfter(former) ? used : former);
    }
}
