package io.dropbatch.localazure.batch.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.engine.time.EngineTimers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Delays events, so that others overtake them, as they may on Azure. */
public final class LateEvents implements AutoCloseable {

    private static final int ROOM = 100_000;

    private final LogSender out;
    private final EngineTimers timers;
    private final Map<Long, ServiceLogEntry> waiting = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    public LateEvents(LogSender out, EngineTimers timers) {
        this.out = out;
        this.timers = timers;
    }

    void accept(ServiceLogEntry entry, Duration delay) {
        if (delay.isZero() || waiting.size() >= ROOM) {
            out.accept(entry);
            return;
        }
        // Written now, since its task may be deleted before the delivery.
        ObjectNode written = entry.properties().get();
        long number = count.incrementAndGet();
        waiting.put(number, new ServiceLogEntry(entry.time(), entry.operation(), written::deepCopy));
        timers.after(delay, () -> release(number));
    }

    /** Delivers all delayed events at once. */
    @Override
    public void close() {
        timers.close();
        waiting.keySet().stream().sorted().forEach(this::release);
    }

    private void release(long number) {
        ServiceLogEntry entry = waiting.remove(number);
        if (entry != null) {
            out.accept(entry);
        }
    }
}
