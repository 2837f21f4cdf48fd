package io.dropbatch.monitor;

import io.dropbatch.model.text.Redaction;
import io.dropbatch.monitor.app.Timetable;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** A few threads that run what is due; they end after the last message was received and before the bus is closed. */
final class ThreadedTimetable implements Timetable, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadedTimetable.class);
    private static final int SECONDS_TO_FINISH = 10;

    private final ScheduledThreadPoolExecutor threads;
    private volatile boolean running;

    ThreadedTimetable(int size) {
        threads = new ScheduledThreadPoolExecutor(
                size, Thread.ofPlatform().name("look-", 1).daemon().factory());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void after(Duration delay, Runnable action) {
        try {
            Future<?> unused = threads.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.debug("nothing is begun any more: the service ends");
        }
    }

    /** Runs the action again and again, beginning now; one that fails is logged and runs the next time. */
    void every(Duration interval, Runnable action) {
        Future<?> unused =
                threads.scheduleWithFixedDelay(() -> guarded(action), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("could not go through the watched jobs, will try again cause={}", Redaction.describe(e));
        }
    }
}
