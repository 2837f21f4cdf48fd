package io.dropbatch.localazure.servicebus;

import io.dropbatch.localazure.files.TopologyException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Azure allows in the properties of an entity. */
final class EntityLimits {
    private static final Duration USUAL_WINDOW = Duration.ofMinutes(10);
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(20);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);
    private static final Duration SHORTEST_LOCK = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOCK = Duration.ofMinutes(5);

    private EntityLimits() {}

    static void refuseForwarding(@Nullable String forwardTo, @Nullable String forwardDeadLetteredMessagesTo) {
        requireNone("ForwardTo", forwardTo);
        requireNone("ForwardDeadLetteredMessagesTo", forwardDeadLetteredMessagesTo);
    }

    static void checkReceiving(@Nullable Duration lockDuration, @Nullable Integer maxDeliveryCount) {
        if (maxDeliveryCount != null && maxDeliveryCount < 1) {
            throw new TopologyException("MaxDeliveryCount", "must be at least 1");
        }
        if (lockDuration != null) {
            checkBetween("LockDuration", lockDuration, SHORTEST_LOCK, LONGEST_LOCK);
        }
    }

    static void checkTimeToLive(@Nullable Duration life) {
        if (life != null && !life.isPositive()) {
            throw new TopologyException("DefaultMessageTimeToLive", "must be positive");
        }
    }

    /** How long the entity looks for duplicates; null if it does not. */
    static @Nullable Duration duplicateWindow(@Nullable Boolean isRequired, @Nullable Duration window) {
        if (!Boolean.TRUE.equals(isRequired)) {
            return null;
        }
        Duration wanted = Objects.requireNonNullElse(window, USUAL_WINDOW);
        checkBetween("DuplicateDetectionHistoryTimeWindow", wanted, SHORTEST_WINDOW, LONGEST_WINDOW);
        return wanted;
    }

    private static void checkBetween(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new TopologyException(key, value + " is not between " + least + " and " + most);
        }
    }

    private static void requireNone(String key, @Nullable String target) {
        if (target != null && !target.isEmpty()) {
            throw new TopologyException(key, "this broker does not forward messages");
        }
    }
}
