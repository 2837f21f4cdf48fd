package io.dropbatch.submission;

import io.dropbatch.model.text.Redaction;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the sweep again and again while the service runs. */
final class InboxSweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InboxSweeper.class);

    /** What was missed while the service was away is found early, but not while it is still starting. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Runnable sweep;
    private final Duration every;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name("inbox-sweep").daemon().unstarted(work));
    private volatile boolean running;

    InboxSweeper(Runnable sweep, Duration every) {
        this.sweep = sweep;
        this.every = every;
    }

    @Override
    public void start() {
        running = true;
        long pause = every.toMillis();
        executor.scheduleWithFixedDelay(this::run, Math.min(pause, SOON.toMillis()), pause, TimeUnit.MILLISECONDS);
    }

    /** A pass that fails is made up for by the next. */
    private void run() {
        try {
            sweep.run();
        } catch (RuntimeException e) {
            LOG.warn("the sweep of the inbox failed cause={}", Redaction.describe(e));
        }
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
