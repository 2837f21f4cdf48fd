package io.dropbatch.batch;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Batch's answer to a request that it did not fulfil.
 *
 * @param status the HTTP status
 * @param value the code as Batch wrote it; {@code HTTP <status>} when it wrote none
 * @param message what Batch says, without secrets
 * @param request Batch's id of the request, which its support asks for
 * @param pause that Batch asks for
 */
public record BatchErrorResponse(
        int status,
        String value,
        String message,
        @Nullable String request,
        @Nullable Duration pause) {

    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;

    public BatchErrorCode code() {
        return BatchErrorCode.of(value);
    }

    public boolean isNotFound() {
        return status == NOT_FOUND;
    }

    public boolean isTooLarge() {
        return status == TOO_LARGE;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(pause);
    }

    /** Code and message, for a failure that a user reads. */
    public String explanation() {
        return value + ": " + message;
    }
}
