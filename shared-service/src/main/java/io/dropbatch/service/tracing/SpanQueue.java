package io.dropbatch.service.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds spans until a thread of its own has exported them. Handling a message never waits for it: when the collector is
 * slow or away and the queue is full, spans are dropped and counted.
 */
final class SpanQueue implements SpanProcessor {

    private static final int ROOM = 8192;
    private static final int AT_ONCE = 512;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BlockingQueue<SpanData> spans = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong exported = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final SpanExporter exporter;
    private final Thread thread;

    SpanQueue(SpanExporter exporter) {
        this.exporter = exporter;
        this.thread = Thread.ofPlatform().daemon().name("span-export").start(this::run);
    }

    /** Sleeps while there is nothing to export; what comes shortly after each other goes together. */
    private void run() {
        List<SpanData> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(spans.take());
                Thread.sleep(PAUSE);
                spans.drainTo(batch, AT_ONCE - 1);
                export(batch);
                batch = new ArrayList<>();
            }
        } catch (InterruptedException closing) {
            // What was taken is exported with what is left.
            batch.forEach(spans::offer);
            Thread.currentThread().interrupt();
        }
    }

    long exported() {
        return exported.get();
    }

    /** Given to the exporter, which could not deliver them. */
    long failed() {
        return failed.get();
    }

    /** Not even queued. */
    long dropped() {
        return dropped.get();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!spans.offer(span.toSpanData())) {
            drop();
        }
    }

    void drop() {
        dropped.incrementAndGet();
    }

    private boolean export(List<SpanData> batch) {
        boolean delivered = deliver(batch);
        (delivered ? exported : failed).addAndGet(batch.size());
        return delivered;
    }

    private boolean deliver(List<SpanData> batch) {
        try {
            return exporter.export(batch)
                    .join(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .isSuccess();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What is queued is exported before the program ends, as long as the collector takes it. */
    @Override
    public void close() {
        thread.interrupt();
        awaitEnd();
        List<SpanData> rest = new ArrayList<>();
        while (spans.drainTo(rest, AT_ONCE) > 0 && export(rest)) {
            rest = new ArrayList<>();
        }
        exporter.close();
    }

    private void awaitEnd() {
        try {
            thread.join(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }
}
