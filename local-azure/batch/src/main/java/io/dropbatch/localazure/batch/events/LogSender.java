package io.dropbatch.localazure.batch.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts events without blocking and delivers them in order, many in a message, one message after the other. Events
 * that exceed the buffer while the sink is slow are lost and counted, as are undelivered events when the server stops.
 */
public final class LogSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogSender.class);
    private static final int ROOM = 100_000;
    private static final int LARGEST_BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(2);
    private static final ServiceLogEntry END = new ServiceLogEntry(Instant.EPOCH, "", JsonTrees::object);

    private final BlockingQueue<ServiceLogEntry> waiting = new ArrayBlockingQueue<>(ROOM);
    private final ServiceLogSink sink;
    private final String resource;
    private final Runnable settled;
    private final Thread thread;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    private LogSender(ServiceLogSink sink, String account, Runnable settled) {
        this.sink = sink;
        this.settled = settled;
        this.resource = "/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000/RESOURCEGROUPS/LOCAL"
                + "/PROVIDERS/MICROSOFT.BATCH/BATCHACCOUNTS/"
                + account.toUpperCase(Locale.ROOT);
        this.thread = Thread.ofPlatform().daemon().name("batch-service-log").unstarted(this::run);
    }

    /**
     * Begins to deliver.
     *
     * @param settled returns when every change that was announced so far can be seen by readers
     */
    public static LogSender start(ServiceLogSink sink, String account, Runnable settled) {
        LogSender sender = new LogSender(sink, account, settled);
        sender.thread.start();
        return sender;
    }

    void accept(ServiceLogEntry entry) {
        if (waiting.offer(entry)) {
            return;
        }
        if (lost.getAndIncrement() == 0) {
            LOG.atWarn().log("The sink of the service log is too slow; events are lost");
        }
    }

    public long sent() {
        return sent.get();
    }

    public long lost() {
        return lost.get();
    }

    /** Waits a moment for the delivery of pending events. */
    @Override
    public void close() {
        boolean told = waiting.offer(END);
        try {
            thread.join(told ? LAST_CHANCE : Duration.ZERO);
            thread.interrupt();
            thread.join(LAST_CHANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<ServiceLogEntry> batch = new ArrayList<>(LARGEST_BATCH);
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch, LARGEST_BATCH - 1);
                boolean last = batch.remove(END);
                if (!batch.isEmpty()) {
                    settled.run();
                    deliver(UUID.randomUUID().toString(), written(batch), batch.size());
                    batch.clear();
                }
                if (last) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("Closed while events of the service log were on their way");
        }
    }

    private void deliver(String messageId, byte[] message, int count) throws InterruptedException {
        Duration pause = Duration.ofMillis(100);
        while (true) {
            try {
                sink.deliver(messageId, message).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                sent.addAndGet(count);
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("messageId", messageId)
                        .addKeyValue("pauseMs", pause.toMillis())
                        .addKeyValue("cause", e)
                        .log("The service log could not be delivered and will be again");
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private byte[] written(List<ServiceLogEntry> batch) {
        ObjectNode message = JsonTrees.object();
        ArrayNode records = message.putArray("records");
        for (ServiceLogEntry entry : batch) {
            try {
                records.add(written(entry));
            } catch (RuntimeException e) {
                lost.incrementAndGet();
                LOG.atError()
                        .addKeyValue("operation", entry.operation())
                        .setCause(e)
                        .log("An event cannot be written");
            }
        }
        return JsonTrees.bytes(message);
    }

    /**
     * Azure's form of a resource log.
     *
     * @see <a href="https://learn.microsoft.com/azure/azure-monitor/platform/resource-logs-schema">Resource logs schema</a>
     */
    private ObjectNode written(ServiceLogEntry entry) {
        ObjectNode record = JsonTrees.object();
        JsonTrees.put(record, "time", entry.time());
        record.put("resourceId", resource);
        record.put("category", "ServiceLog");
        record.put("level", "Informational");
        record.put("operationName", entry.operation());
        record.set("properties", entry.properties().get());
        return record;
    }
}
