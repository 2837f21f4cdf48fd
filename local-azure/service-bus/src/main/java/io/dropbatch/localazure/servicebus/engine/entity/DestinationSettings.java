package io.dropbatch.localazure.servicebus.engine.entity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a queue or a topic treats what is sent to it; no window means that duplicates are not looked for. */
public record DestinationSettings(
        @Nullable Duration timeToLive, @Nullable Duration duplicateWindow) {
    public static final DestinationSettings DEFAULT = new DestinationSettings(null, null);
}
