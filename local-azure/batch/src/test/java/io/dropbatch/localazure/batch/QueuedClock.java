package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.engine.time.EngineTimers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock whose timers all wait for the test to let time pass, those without delay too: one thread, one order. */
final class QueuedClock extends Clock implements EngineTimers {

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparing(Alarm::due).thenComparingLong(Alarm::number));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long count;

    void pass(Duration time) {
        Instant end = now.plus(time);
        while (!alarms.isEmpty() && !alarms.peek().due().isAfter(end)) {
            Alarm alarm = alarms.remove();
            now = alarm.due();
            alarm.work().run();
        }
        now = end;
    }

    @Override
    public void after(Duration delay, Runnable work) {
        alarms.add(new Alarm(now.plus(delay.isNegative() ? Duration.ZERO : delay), count++, work));
    }

    @Override
    public void close() {
        alarms.clear();
    }

    @Override
    public Instant instant() {
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

    private record Alarm(Instant due, long number, Runnable work) {}
}
