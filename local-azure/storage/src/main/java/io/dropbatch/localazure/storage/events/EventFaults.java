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
import org.jspecify.annotations.Nullable;

/** Makes the next events late, duplicated, lost or out of order, as Event Grid does sometimes. */
public final class EventFaults {

    private int drop;
    private int duplicate;
    private int delay;
    private Duration delayBy = Duration.ZERO;
    private int reorder;
    private final List<Runnable> heldBack = new ArrayList<>();
    private @Nullable UnreliableDelivery unreliable;

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

    /** From now on, events are lost, duplicated and mixed up at random; null ends it. */
    public synchronized void deliver(@Nullable UnreliableDelivery delivery) {
        unreliable = delivery;
    }

    /** Sends the event as the faults say; a delayed or lost event counts as sent. */
    synchronized CompletableFuture<?> pass(BlobEvent event, Function<BlobEvent, CompletableFuture<?>> send) {
        if (unreliable != null) {
            for (UnreliableDelivery.Copy copy : unreliable.copies(event)) {
                sendLater(send, copy.event(), copy.after());
            }
            return completedFuture(null);
        }
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
            sendLater(send, event, delayBy);
            return completedFuture(null);
        }
        if (duplicate > 0) {
            duplicate--;
            return allOf(send.apply(event), send.apply(event.copy()));
        }
        return send.apply(event);
    }

    private static void sendLater(Function<BlobEvent, CompletableFuture<?>> send, BlobEvent event, Duration after) {
        delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS).execute(() -> later(send, event));
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
