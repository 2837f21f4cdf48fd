package io.dropbatch.localazure.servicebus.engine.queue;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a receiver decided about a message it holds. */
public sealed interface SettlementDecision {
    /** Done with it. */
    record Complete() implements SettlementDecision {}

    /** To be delivered again, counted. */
    record Abandon(Map<String, Object> changedProperties) implements SettlementDecision {}

    /** To be kept until somebody asks for it by number. */
    record Defer(Map<String, Object> changedProperties) implements SettlementDecision {}

    /** To be put aside for a person to look at. */
    record DeadLetter(@Nullable String reason, @Nullable String description, Map<String, Object> changedProperties)
            implements SettlementDecision {}

    /** Handed back unseen, not counted. */
    record Release() implements SettlementDecision {}
}
