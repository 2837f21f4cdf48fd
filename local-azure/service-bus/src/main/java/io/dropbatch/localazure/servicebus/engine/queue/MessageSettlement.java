package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.LogChange;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.message.MessageState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settles a message after a receiver's decision, an expired lock or its expiry: it is removed, made ready again,
 * deferred or dead-lettered. Guarded by the queue.
 */
final class MessageSettlement {
    private static final SettlementDecision.DeadLetter EXPIRED = new SettlementDecision.DeadLetter(
            "TTLExpiredException", "The message expired and was dead lettered.", Map.of());

    private final QueueSettings settings;
    private final QueueContext context;
    private final QueueContents contents;
    private final LockTable locks;
    private final @Nullable MessageQueue deadLetters;
    private final Consumer<MessageSlot> ready;

    /** @param ready offers a message to receivers again */
    MessageSettlement(
            QueueSettings settings,
            QueueContext context,
            QueueContents contents,
            LockTable locks,
            @Nullable MessageQueue deadLetters,
            Consumer<MessageSlot> ready) {
        this.settings = settings;
        this.context = context;
        this.contents = contents;
        this.locks = locks;
        this.deadLetters = deadLetters;
        this.ready = ready;
    }

    /** Applies a receiver's decision; the result completes when the decision is durable. */
    CompletableFuture<Void> settle(MessageSlot slot, SettlementDecision settlement) {
        return switch (settlement) {
            case SettlementDecision.Complete() -> complete(slot);
            case SettlementDecision.Abandon(Map<String, Object> changes) -> abandon(slot, changes);
            case SettlementDecision.Defer(Map<String, Object> changes) -> defer(slot, changes);
            case SettlementDecision.DeadLetter letter -> deadLetter(slot, letter);
            case SettlementDecision.Release() -> release(slot);
        };
    }

    /** A lock that ran out counts as a delivery, like an abandoned message. */
    void lockLost(MessageSlot slot) {
        if (isWornOut(countDelivery(slot))) {
            var unused = deadLetter(slot, tooManyDeliveries());
            return;
        }
        context.log().writeBehind(update(slot, Map.of()));
        unlock(slot);
    }

    void unlock(MessageSlot slot) {
        locks.unlock(slot);
        if (slot.message.isExpired(context.clock().instant())) {
            expire(slot);
            return;
        }
        ready.accept(slot);
    }

    void expire(MessageSlot slot) {
        if (settings.deadLetterOnExpiration()) {
            var unused = deadLetter(slot, EXPIRED);
            return;
        }
        discard(slot);
    }

    /** Removes a message without waiting for durability. */
    void discard(MessageSlot slot) {
        contents.remove(slot);
        context.log().writeBehind(new LogChange.Remove(slot.message.recordId()));
    }

    private CompletableFuture<Void> complete(MessageSlot slot) {
        contents.remove(slot);
        return context.log().write(List.of(new LogChange.Remove(slot.message.recordId())));
    }

    private CompletableFuture<Void> abandon(MessageSlot slot, Map<String, Object> changes) {
        contents.change(slot, changes);
        if (isWornOut(countDelivery(slot))) {
            return deadLetter(slot, tooManyDeliveries());
        }
        // Written before the message moves on: the next reader may delete it.
        CompletableFuture<Void> written = context.log().write(List.of(update(slot, changes)));
        unlock(slot);
        return written;
    }

    private CompletableFuture<Void> defer(MessageSlot slot, Map<String, Object> changes) {
        contents.change(slot, changes);
        locks.unlock(slot);
        slot.message = slot.message.in(MessageState.DEFERRED);
        return context.log().write(List.of(update(slot, changes)));
    }

    private CompletableFuture<Void> release(MessageSlot slot) {
        unlock(slot);
        return CompletableFuture.completedFuture(null);
    }

    /** Moves a message to the dead letters in one write, so that it is always in exactly one of the two. */
    private CompletableFuture<Void> deadLetter(MessageSlot slot, SettlementDecision.DeadLetter letter) {
        contents.remove(slot);
        LogChange removal = new LogChange.Remove(slot.message.recordId());
        if (deadLetters == null) {
            return context.log().write(List.of(removal));
        }
        StoredMessage dead = deadLetters.numberDeadLetter(slot.message, DeadLetters.content(slot.message, letter));
        return context.log().write(List.of(removal, new LogChange.Add(dead))).thenRun(() -> deadLetters.admit(dead));
    }

    private static int countDelivery(MessageSlot slot) {
        slot.message = slot.message.counted(slot.message.deliveryCount() + 1);
        return slot.message.deliveryCount();
    }

    private boolean isWornOut(int deliveryCount) {
        return deliveryCount >= settings.maxDeliveryCount();
    }

    private SettlementDecision.DeadLetter tooManyDeliveries() {
        return new SettlementDecision.DeadLetter(
                "MaxDeliveryCountExceeded",
                "Message could not be consumed after " + settings.maxDeliveryCount() + " delivery attempts.",
                Map.of());
    }

    private static LogChange update(MessageSlot slot, Map<String, Object> changes) {
        StoredMessage message = slot.message;
        return changes.isEmpty()
                ? new LogChange.Recount(message.recordId(), message.deliveryCount(), message.state())
                : new LogChange.Replace(message);
    }
}
