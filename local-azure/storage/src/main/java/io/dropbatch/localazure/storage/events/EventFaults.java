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

/** Makes the next events late, duplicated, lost or out of order, as Event Grid does sometimes. */
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

    /** The copy has its own message id, otherwise the bus's duplicate detection would drop it. */
    public synchronized void duplicateNext(int events) {
        duplicate = events;
    }

    public synchronized void delayNext(int events, Duration by) {
        delay = events;
        delayBy = by;
    }

    /** Holds back this many events and then sends them in reverse order. */
    public synchronized void reorderNext(int events) {
        reorder = events;
    }

    /** Sends the event as the faults say; a delayed or lost event counts as sent. */
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
