package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.engine.queue.SettlementDecision;
import io.dropbatch.localazure.servicebus.protocol.outcome.DeliveryOutcomes;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Extends locks, and settles by token when the link that delivered the message is closed. */
final class LockOperations {
    private static final String TOKENS = "lock-tokens";

    private final MessageQueue queue;

    LockOperations(MessageQueue queue) {
        this.queue = queue;
    }

    Map<String, ManagementOperation> all() {
        return Map.of("renew-lock", this::renew, "update-disposition", this::settle);
    }

    private CompletableFuture<ControlReply> renew(RequestArguments body) {
        Date[] expirations = body.tokens(TOKENS).stream()
                .map(token -> Date.from(queue.renew(token)))
                .toArray(Date[]::new);
        return CompletableFuture.completedFuture(ControlReply.ok(Map.of("expirations", expirations)));
    }

    private CompletableFuture<ControlReply> settle(RequestArguments body) {
        SettlementDecision settlement = settlement(body);
        CompletableFuture<?>[] settled = body.tokens(TOKENS).stream()
                .map(token -> queue.settle(token, settlement))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(settled).thenApply(done -> ControlReply.ok(Map.of()));
    }

    private static SettlementDecision settlement(RequestArguments body) {
        Map<String, Object> changes = DeliveryOutcomes.properties(body.map("properties-to-modify"));
        String status = body.requiredText("disposition-status");
        return switch (status) {
            case "completed" -> new SettlementDecision.Complete();
            case "abandoned" -> new SettlementDecision.Abandon(changes);
            // The protocol itself has this misspelling.
            case "defered" -> new SettlementDecision.Defer(changes);
            case "suspended" ->
                new SettlementDecision.DeadLetter(
                        body.text("deadletter-reason"), body.text("deadletter-description"), changes);
            case "released", "unlocked" -> new SettlementDecision.Release();
            default -> throw new BrokerException(BrokerRefusal.INVALID, "Unknown disposition '" + status + "'");
        };
    }
}
