package io.dropbatch.localazure.batch.engine.time;

import java.time.Clock;
import java.time.Duration;

/** Does things later. A {@link java.time.Clock} that is also this tells when later is, as the clock of a test does. */
public interface EngineTimers extends AutoCloseable {

    /** The timers that go with a clock: its own, or the machine's. */
    static EngineTimers of(Clock clock) {
        return clock instanceof EngineTimers own ? own : new RealTimers();
    }

    /** Does the work once after a time, on any thread, unless this is closed before. */
    void after(Duration delay, Runnable work);

    @Override
    void close();
}
