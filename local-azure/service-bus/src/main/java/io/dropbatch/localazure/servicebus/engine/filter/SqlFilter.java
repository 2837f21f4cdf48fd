package io.dropbatch.localazure.servicebus.engine.filter;

import io.dropbatch.localazure.servicebus.message.MessageContent;

/** A condition over a message's properties; it matches when it is true, not when it is unknown. */
public final class SqlFilter implements RuleFilter {
    /** Azure's limit for a filter's text. */
    private static final int MAX_LENGTH = 1024;

    private final String text;
    private final SqlExpression expression;

    private SqlFilter(String text, SqlExpression expression) {
        this.text = text;
        this.expression = expression;
    }

    public static SqlFilter parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new SqlSyntaxException("a filter of more than " + MAX_LENGTH + " characters", MAX_LENGTH);
        }
        return new SqlFilter(text, SqlParser.parse(text));
    }

    @Override
    public boolean matches(MessageContent message) {
        return Boolean.TRUE.equals(expression.truth(message));
    }

    @Override
    public String toString() {
        return text;
    }
}
