package io.dropbatch.localazure.batch.engine.time;

import java.time.Clock;
import java.time.Duration;

/**
 * Runs work after a delay. A {@link java.time.Clock} that also implements this controls its own timers, as a test clock
 * does.
 */
public interface EngineTimers extends AutoCloseable {

    /** The timers that go with a clock: its own, or the machine's. */
    static EngineTimers of(Clock clock) {
        return clock instanceof EngineTimers own ? own : new RealTimers();
    }

    /** Runs the work once after a time, on any thread, unless this is closed before. */
    void after(Duration delay, Runnable work);

    @Override
    void close();
}
