package io.dropbatch.localazure.batch.engine;

import java.time.Duration;

/** Does things later. A {@link java.time.Clock} that is also this tells when later is, as the clock of a test does. */
public interface Timers extends AutoCloseable {

    /** Does the work once after a time, on any thread, unless this is closed before. */
    void after(Duration delay, Runnable work);

    @Override
    void close();
}
