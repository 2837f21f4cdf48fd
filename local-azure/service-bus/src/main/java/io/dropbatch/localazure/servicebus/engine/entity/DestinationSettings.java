package io.dropbatch.localazure.servicebus.engine.entity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a queue or a topic treats the messages sent to it; without a window it does not look for duplicates. */
public record DestinationSettings(
        @Nullable Duration timeToLive, @Nullable Duration duplicateWindow) {
    public static final DestinationSettings DEFAULT = new DestinationSettings(null, null);
}
