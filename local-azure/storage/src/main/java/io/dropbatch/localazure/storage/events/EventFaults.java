package io.dropbatch.localazure.storage.events;

import static java.util.concurrent.CompletableFuture.allOf;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.delayedExecutor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Makes the next events late, double, lost or out of order, as Event Grid does now and then. */
public final class EventFaults {

    private int drop;
    private int duplicate;
    private int delay;
    private Duration delayBy = Duration.ZERO;
    private int reorder;
    private final List<Runnable> heldBack = new ArrayList<>();

    public synchronized void dropNext(int events) {
        drop = events;
    }

    /** The copy has an id of its own on the bus, else duplicate detection there would swallow it. */
    public synchronized void duplicateNext(int events) {
        duplicate = events;
    }

    public synchronized void delayNext(int events, Duration by) {
        delay = events;
        delayBy = by;
    }

    /** Holds so many events back and then sends them last first. */
    public synchronized void reorderNext(int events) {
        reorder = events;
    }

    /** Sends the event as the switches say; what it does not send at once counts as sent. */
    synchronized CompletableFuture<?> pass(BlobEvent event, Function<BlobEvent, CompletableFuture<?>> send) {
        if (drop > 0) {
            drop--;
            return completedFuture(null);
        }
        if (reorder > 0) {
            reorder--;
            holdBack(() -> later(send, event));
            return completedFuture(null);
        }
        if (delay > 0) {
            delay--;
            delayedExecutor(delayBy.toMillis(), TimeUnit.MILLISECONDS).execute(() -> later(send, event));
            return completedFuture(null);
        }
        if (duplicate > 0) {
            duplicate--;
            return allOf(send.apply(event), send.apply(event.withId(event.id() + "~2")));
        }
        return send.apply(event);
    }

    private static void later(Function<BlobEvent, CompletableFuture<?>> send, BlobEvent event) {
        var unused = send.apply(event);
    }

    private void holdBack(Runnable sending) {
        heldBack.add(0, sending);
        if (reorder == 0) {
            heldBack.forEach(Runnable::run);
            heldBack.clear();
        }
    }
}
