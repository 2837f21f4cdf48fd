package io.dropbatch.monitor;

import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

/** Begins the sweeps once everything is there. */
final class SweepTimer {

    private final Runnable begin;

    SweepTimer(Runnable begin) {
        this.begin = begin;
    }

    @EventListener(ContextRefreshedEvent.class)
    void begin() {
        begin.run();
    }
}
