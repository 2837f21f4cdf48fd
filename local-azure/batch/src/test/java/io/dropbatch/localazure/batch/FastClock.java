package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.engine.time.EngineTimers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that is faster than time since a moment, in each process alike: minutes pass in a test, and through kills. */
final class FastClock extends Clock implements EngineTimers {

    private final Instant start;
    private final int speed;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("fast-timer").factory());

    FastClock(Instant start, int speed) {
        this.start = start;
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.between(start, Instant.now()).multipliedBy(speed));
    }

    @Override
    public void after(Duration delay, Runnable work) {
        try {
            long millis = Math.min(delay.toMillis(), Duration.ofDays(365).toMillis()) / speed;
            ScheduledFuture<?> unused = timer.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed before.
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
