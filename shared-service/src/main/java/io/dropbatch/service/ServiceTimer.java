package io.dropbatch.service;

import io.dropbatch.model.text.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.TaskUtils;

/**
 * The threads of a service that run what is due. They begin once everything is wired. They end after the last message
 * was received and before the bus is closed, so that a run that has begun can still announce what it did.
 */
public final class ServiceTimer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceTimer.class);
    private static final int SECONDS_TO_FINISH = 10;

    private final Iterable<PeriodicTask> tasks;
    private final ThreadPoolTaskScheduler threads = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    /**
     * @param size how many threads there are; with one, a slow task delays the others
     * @param tasks gone through when the timer starts
     */
    public ServiceTimer(int size, Iterable<PeriodicTask> tasks) {
        this.tasks = tasks;
        threads.setPoolSize(size);
        threads.setThreadNamePrefix("timer-");
        threads.setDaemon(true);
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.setWaitForTasksToCompleteOnShutdown(true);
        threads.setAwaitTerminationSeconds(SECONDS_TO_FINISH);
        threads.setErrorHandler(
                e -> LOG.atWarn().addKeyValue("cause", Redaction.describe(e)).log("a delayed task failed"));
        threads.initialize();
    }

    /** Runs the action once, unless the service ends before it is due. */
    public void after(Duration delay, Runnable action) {
        try {
            Future<?> unused = threads.schedule(action, now().plus(delay));
        } catch (TaskRejectedException ending) {
            LOG.atDebug().log("a delayed task is not begun: the service ends");
        }
    }

    @Override
    public void start() {
        running = true;
        tasks.forEach(this::begin);
    }

    private void begin(PeriodicTask task) {
        Runnable guarded = TaskUtils.decorateTaskWithErrorHandler(task.action(), e -> failed(task, e), true);
        Future<?> unused = threads.scheduleWithFixedDelay(guarded, now().plus(task.first()), task.every());
    }

    /** Bus, storage or Batch may be away for a while: the next run makes up for this one. */
    private static void failed(PeriodicTask task, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("periodicTask", task.name())
                .addKeyValue("cause", Redaction.describe(cause))
                .log("a periodic task failed and will be run again");
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdown();
        threads.getScheduledExecutor().shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Between the bus's receivers, which stop before, and its senders, which stop after. */
    @Override
    public int getPhase() {
        return 0;
    }

    private Instant now() {
        return threads.getClock().instant();
    }
}
