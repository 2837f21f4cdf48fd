package io.dropbatch.store;

/**
 * Storage refused or did not answer, which may pass; the message names the operation and its place, never a
 * credential. What cannot pass is a {@link io.dropbatch.model.retry.LastingFailureException}.
 */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
