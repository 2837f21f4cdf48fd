package io.dropbatch.codec;

/** An event is of a type or version that this reader does not know. */
public final class UnknownTypeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownTypeException(String type) {
        super("unknown event type '" + (type.length() > 100 ? type.substring(0, 100) : type) + "'");
    }
}
