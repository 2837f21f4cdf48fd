package io.dropbatch.localazure.servicebus.engine.filter;

import io.dropbatch.localazure.servicebus.message.MessageContent;

/** What a subscription without rules of its own has: everything. */
public record TrueFilter() implements RuleFilter {
    @Override
    public boolean matches(MessageContent message) {
        return true;
    }
}
