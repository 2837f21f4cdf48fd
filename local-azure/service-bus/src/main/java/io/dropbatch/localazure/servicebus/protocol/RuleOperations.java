package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.engine.Subscription;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Rules of a subscription, changed while it runs. */
final class RuleOperations {
    private final Subscription subscription;

    RuleOperations(Subscription subscription) {
        this.subscription = subscription;
    }

    Map<String, Operation> all() {
        return Map.of("remove-rule", this::remove);
    }

    private CompletableFuture<ControlReply> remove(Arguments body) {
        subscription.removeRule(body.requiredText("rule-name"));
        return CompletableFuture.completedFuture(ControlReply.ok(Map.of()));
    }
}
