package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.engine.entity.TopicSubscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Changes the rules of a subscription while the broker runs; a restart begins with those of the topology. */
final class RuleOperations {
    private static final String NAME = "rule-name";
    private static final String DESCRIPTION = "rule-description";
    private static final int MOST = 100;

    private final TopicSubscription subscription;

    RuleOperations(TopicSubscription subscription) {
        this.subscription = subscription;
    }

    Map<String, ManagementOperation> all() {
        return Map.of("add-rule", this::add, "remove-rule", this::remove, "enumerate-rules", this::list);
    }

    private CompletableFuture<ControlReply> add(RequestArguments body) {
        subscription.addRule(body.requiredText(NAME), RuleCodec.decode(new RequestArguments(body.map(DESCRIPTION))));
        return CompletableFuture.completedFuture(ControlReply.ok(Map.of()));
    }

    private CompletableFuture<ControlReply> remove(RequestArguments body) {
        subscription.removeRule(body.requiredText(NAME));
        return CompletableFuture.completedFuture(ControlReply.ok(Map.of()));
    }

    private CompletableFuture<ControlReply> list(RequestArguments body) {
        int skip = body.get("skip") instanceof Number number ? number.intValue() : 0;
        int top = body.get("top") instanceof Number number ? number.intValue() : MOST;
        List<Map<String, Object>> rules = subscription.rules().entrySet().stream()
                .skip(Math.max(skip, 0))
                .limit(Math.clamp(top, 0, MOST))
                .map(rule -> Map.<String, Object>of(DESCRIPTION, RuleCodec.encode(rule.getKey(), rule.getValue())))
                .toList();
        return CompletableFuture.completedFuture(
                rules.isEmpty()
                        ? ControlReply.status(204, "There are no rules")
                        : ControlReply.ok(Map.of("rules", rules)));
    }
}
