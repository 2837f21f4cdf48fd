package io.dropbatch.monitor.app.port;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Batch refused a request because it received too many or was too busy. */
public final class ThrottledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** @param retryAfter as asked by the service, if it said so */
    public ThrottledException(@Nullable Duration retryAfter) {
        super("Batch asks for fewer requests");
        this.retryAfter = retryAfter;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
