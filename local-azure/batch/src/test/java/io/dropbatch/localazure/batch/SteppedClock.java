package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.engine.time.EngineTimers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A clock that stands still until a test moves it. What is due on the way happens in its order, on the test's thread;
 * what is due at once happens at once, on another, and has happened before the clock moves.
 */
final class SteppedClock extends Clock implements EngineTimers {

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparing(Alarm::due).thenComparingLong(Alarm::number));
    private final Queue<Thread> atOnce = new ConcurrentLinkedQueue<>();
    private Instant now;
    private long count;

    SteppedClock(Instant start) {
        now = start;
    }

    void advance(Duration step) {
        Instant end = instant().plus(step);
        awaitAtOnce();
        for (Alarm alarm = next(end); alarm != null; alarm = next(end)) {
            alarm.work().run();
            awaitAtOnce();
        }
        moveTo(end);
    }

    @Override
    public void after(Duration delay, Runnable work) {
        if (delay.isZero() || delay.isNegative()) {
            atOnce.add(Thread.startVirtualThread(work));
            return;
        }
        add(delay, work);
    }

    private synchronized void add(Duration delay, Runnable work) {
        alarms.add(new Alarm(now.plus(delay), count++, work));
    }

    @Override
    public synchronized void close() {
        alarms.clear();
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    private void awaitAtOnce() {
        for (Thread thread = atOnce.poll(); thread != null; thread = atOnce.poll()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private synchronized Alarm next(Instant end) {
        Alarm first = alarms.peek();
        if (first == null || first.due().isAfter(end)) {
            return null;
        }
        alarms.remove();
        now = first.due().isAfter(now) ? first.due() : now;
        return first;
    }

    private synchronized void moveTo(Instant end) {
        now = end;
    }

    private record Alarm(Instant due, long number, Runnable work) {}
}
