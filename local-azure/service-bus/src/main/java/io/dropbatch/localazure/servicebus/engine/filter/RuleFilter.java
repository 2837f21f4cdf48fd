package io.dropbatch.localazure.servicebus.engine.filter;

import io.dropbatch.localazure.servicebus.message.MessageContent;

/** One rule's condition. */
public sealed interface RuleFilter permits CorrelationFilter, SqlFilter, TrueFilter {
    boolean matches(MessageContent message);
}
