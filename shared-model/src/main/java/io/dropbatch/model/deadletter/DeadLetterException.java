package io.dropbatch.model.deadletter;

import java.io.Serial;

/** Dead letters that cannot be looked at or cleared away now; the message says why, to a person. */
public final class DeadLetterException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What it comes from. */
    public enum Kind {
        UNKNOWN_ENTITY,
        BUS_REFUSES
    }

    private DeadLetterException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** There is no such queue or subscription. */
    public static DeadLetterException unknown(BusEntity entity, Throwable cause) {
        return new DeadLetterException(
                Kind.UNKNOWN_ENTITY, "the bus has no queue or subscription '" + entity.name() + "'", cause);
    }

    /** The bus does not answer, or does not let in who asks. */
    public static DeadLetterException refused(String message, Throwable cause) {
        return new DeadLetterException(Kind.BUS_REFUSES, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}
