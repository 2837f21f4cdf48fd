package io.dropbatch.scheduler.adapter.bus;

import io.dropbatch.bus.Sender;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.scheduler.app.Pulse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The clock that drives {@link Pulse}, on one thread: a slow round delays the next. */
public final class Heartbeat implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Pulse pulse;
    private final Sender sender;
    private final Intervals intervals;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heartbeat").daemon().factory());
    private volatile boolean running;

    /** How often what is looked at. */
    public record Intervals(Duration jobs, Duration pools, Duration cleanUp) {}

    public Heartbeat(Pulse pulse, Sender sender, Intervals intervals) {
        this.pulse = pulse;
        this.sender = sender;
        this.intervals = intervals;
    }

    @Override
    public void start() {
        every(intervals.jobs(), "jobs", () -> sender.send(pulse.lookAtJobs()));
        every(intervals.pools(), "pools", pulse::lookAtPools);
        every(intervals.cleanUp(), "clean-up", pulse::cleanUp);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        clock.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void every(Duration interval, String what, Runnable round) {
        Runnable guarded = () -> {
            try {
                round.run();
            } catch (RuntimeException e) {
                // Bus, storage or Batch may be away for a while: the next round tries again.
                LOG.warn("a round failed round={} cause={}", what, Redaction.describe(e));
            }
        };
        var unused =
                clock.scheduleWithFixedDelay(guarded, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
