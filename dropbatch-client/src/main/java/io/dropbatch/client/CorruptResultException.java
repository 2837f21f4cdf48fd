package io.dropbatch.client;

import java.io.IOException;

/** A file of a result is not what was announced: somebody has changed it since. */
public final class CorruptResultException extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptResultException(String message) {
        super(message);
    }
}
