package io.dropbatch.monitor.app.port;

import java.time.Duration;

/** Runs something later on one of a few threads. */
@FunctionalInterface
public interface DelayedExecutor {
    void after(Duration delay, Runnable action);
}
