package io.dropbatch.localazure.servicebus.engine.entity;

import io.dropbatch.localazure.servicebus.engine.time.BrokerTimers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands until it is moved, with the timers that ring meanwhile. */
final class ManualTime extends Clock implements BrokerTimers {
    private final PriorityQueue<Entry> timers = new PriorityQueue<>(Comparator.comparing(Entry::due));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration duration) {
        Instant end = now.plus(duration);
        while (!timers.isEmpty() && !timers.peek().due.isAfter(end)) {
            Entry next = timers.poll();
            now = next.due.isAfter(now) ? next.due : now;
            next.action.run();
        }
        now = end;
    }

    int armed() {
        return timers.size();
    }

    @Override
    public Timer at(Instant due, Runnable action) {
        Entry entry = new Entry(due, action);
        timers.add(entry);
        return () -> timers.remove(entry);
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

    private record Entry(Instant due, Runnable action) {}
}
