package io.dropbatch.results;

import io.dropbatch.model.text.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the sweeps again and again while the service runs. */
final class DropSweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DropSweeper.class);

    private final List<Runnable> sweeps;
    private final Duration every;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name("drop-sweep").daemon().unstarted(work));
    private volatile boolean running;

    DropSweeper(Duration every, Runnable... sweeps) {
        this.every = every;
        this.sweeps = List.of(sweeps);
    }

    @Override
    public void start() {
        running = true;
        long pause = every.toMillis();
        executor.scheduleWithFixedDelay(() -> sweeps.forEach(DropSweeper::run), pause, pause, TimeUnit.MILLISECONDS);
    }

    /** A pass that fails is made up for by the next. */
    private static void run(Runnable sweep) {
        try {
            sweep.run();
        } catch (RuntimeException e) {
            LOG.warn("a sweep of the drops failed cause={}", Redaction.describe(e));
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
