package io.dropbatch.monitor;

import org.springframework.context.SmartLifecycle;

/** Begins the sweeps once everything is there; they end with their threads. */
final class SweepTimer implements SmartLifecycle {

    private final Runnable begin;
    private volatile boolean running;

    SweepTimer(Runnable begin) {
        this.begin = begin;
    }

    @Override
    public void start() {
        running = true;
        begin.run();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
