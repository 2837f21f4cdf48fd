package io.dropbatch.bus;

import io.dropbatch.model.text.Redaction;

/** A message that no retry can help: it goes to the dead-letter queue with this reason. */
public final class UnprocessableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason a short name such as {@code InvalidEvent}
     * @param description a sentence that tells a person what to do
     */
    public UnprocessableException(String reason, String description) {
        super(Redaction.of(description));
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }

    /** The sentence for a person. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
