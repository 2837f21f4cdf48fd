package io.dropbatch.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** A document is not what it should be; the message says what was expected and where it breaks, never its content. */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableException(Class<?> expected, IOException cause) {
        super("not a readable " + expected.getSimpleName() + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof JsonProcessingException json) {
            json.clearLocation();
            return json.getOriginalMessage();
        }
        return String.valueOf(cause.getMessage());
    }
}
