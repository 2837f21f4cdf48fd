package io.dropbatch.localazure.servicebus.engine.filter;

import io.dropbatch.localazure.servicebus.message.MessageContent;

/** The filter of a subscription without rules: it matches every message. */
public record TrueFilter() implements RuleFilter {
    @Override
    public boolean matches(MessageContent message) {
        return true;
    }
}
