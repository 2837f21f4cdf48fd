package io.dropbatch.model.call;

import io.dropbatch.model.id.TextValue;

/** How Azure answered a call, as far as it makes a difference to an operator. */
public enum CallAnswer implements TextValue {
    OK("ok"),
    NOT_FOUND("not-found"),
    /** Something is there already, or a condition of the request did not hold. */
    CONFLICT("conflict"),
    /** Too many requests: a limit of the account is reached. */
    THROTTLED("throttled"),
    /** The server cannot keep up. */
    BUSY("busy"),
    CLIENT_ERROR("client-error"),
    SERVER_ERROR("server-error"),
    /** No connection, or nothing within the time limit. */
    NO_ANSWER("no-answer");

    private static final int FIRST_CLIENT_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    private final String value;

    CallAnswer(String value) {
        this.value = value;
    }

    /** What an HTTP status means. */
    public static CallAnswer ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 409, 412 -> CONFLICT;
            case 429 -> THROTTLED;
            case 503 -> BUSY;
            default -> ofRange(status);
        };
    }

    private static CallAnswer ofRange(int status) {
        if (status >= FIRST_SERVER_ERROR) {
            return SERVER_ERROR;
        }
        return status >= FIRST_CLIENT_ERROR ? CLIENT_ERROR : OK;
    }

    @Override
    public String value() {
        return value;
    }
}
