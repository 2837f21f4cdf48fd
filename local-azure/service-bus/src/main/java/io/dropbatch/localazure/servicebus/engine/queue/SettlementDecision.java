package io.dropbatch.localazure.servicebus.engine.queue;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A receiver's decision about a message that it holds. */
public sealed interface SettlementDecision {
    /** Done with it. */
    record Complete() implements SettlementDecision {}

    /** Abandoned: delivered again, and this delivery counts. */
    record Abandon(Map<String, Object> changedProperties) implements SettlementDecision {}

    /** Deferred: kept until a receiver asks for it by number. */
    record Defer(Map<String, Object> changedProperties) implements SettlementDecision {}

    /** Dead-lettered: kept for a person to examine. */
    record DeadLetter(@Nullable String reason, @Nullable String description, Map<String, Object> changedProperties)
            implements SettlementDecision {}

    /** Released: returned unprocessed, and this delivery does not count. */
    record Release() implements SettlementDecision {}
}
