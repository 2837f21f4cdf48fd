package io.dropbatch.monitor.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a queue or in a subscription of the bus.
 *
 * @param entity {@code storage-events} or {@code jobs/monitor}
 * @param active can be received, or are being handled
 * @param scheduled for later; null for a subscription, whose topic holds them
 * @param deadLetters nobody handles them any more
 * @param oldestSince since when the oldest active message could be received; null when there is none or nobody could tell
 */
public record EntityBacklog(
        String entity,
        long active,
        @Nullable Long scheduled,
        long deadLetters,
        @Nullable Instant oldestSince) {}
