package io.dropbatch.localazure.servicebus.engine.filter;

/** A filter expression with a syntax error; the message says where. */
public final class SqlSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlSyntaxException(String message, int position) {
        super(message + " at character " + (position + 1));
    }
}
