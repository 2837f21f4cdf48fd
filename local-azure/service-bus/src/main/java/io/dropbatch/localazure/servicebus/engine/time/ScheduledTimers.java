package io.dropbatch.localazure.servicebus.engine.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on one thread that sleeps until the next one is due. */
public final class ScheduledTimers implements BrokerTimers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTimers.class);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;
    private final ScheduledThreadPoolExecutor thread;

    public ScheduledTimers(Clock clock) {
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(1, ScheduledTimers::daemon);
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Runs the action at the time or, when that is far away, earlier: the action checks the clock itself. */
    @Override
    public Timer at(Instant due, Runnable action) {
        Duration delay = Duration.between(clock.instant(), due);
        long millis = Math.clamp(delay.toMillis() + 1, 1, LONGEST.toMillis());
        try {
            ScheduledFuture<?> future = thread.schedule(() -> ring(action), millis, TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("A timer was set after the end");
            return () -> {};
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static void ring(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A timer's action failed");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "service-bus-timers");
        thread.setDaemon(true);
        return thread;
    }
}
