package io.dropbatch.monitor.adapter.azurebatch;

import com.microsoft.rest.RestException;
import io.dropbatch.monitor.app.ThrottledException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells Batch's refusals apart: not there, not now, or an error. */
final class Refusals {

    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int BUSY = 503;

    private Refusals() {}

    /** The answer, or empty when there is no such thing. */
    static <T> Optional<T> unlessMissing(Supplier<T> request) {
        try {
            return Optional.of(request.get());
        } catch (RestException refusal) {
            int status = statusOf(refusal);
            if (status == NOT_FOUND) {
                return Optional.empty();
            }
            if (status == TOO_MANY || status == BUSY) {
                throw new ThrottledException(retryAfter(refusal));
            }
            throw refusal;
        }
    }

    private static int statusOf(RestException refusal) {
        return refusal.response() == null ? 0 : refusal.response().code();
    }

    private static @Nullable Duration retryAfter(RestException refusal) {
        String seconds = refusal.response().headers().get("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }
}
