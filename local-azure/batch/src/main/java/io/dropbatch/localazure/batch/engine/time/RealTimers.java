package io.dropbatch.localazure.batch.engine.time;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers that run with the machine's time, on one thread. */
final class RealTimers implements EngineTimers {

    private static final Logger LOG = LoggerFactory.getLogger(RealTimers.class);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("batch-timer").factory());

    RealTimers() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void after(Duration delay, Runnable work) {
        try {
            ScheduledFuture<?> unused = timer.schedule(work, nanos(delay), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("Closed before a timer was set");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static long nanos(Duration delay) {
        return delay.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : delay.toNanos();
    }
}
