package io.dropbatch.model.workload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What completes a drop.
 *
 * @param deadline how long a manifest waits for the inputs it lists before the drop is rejected
 * @param window which files share a job; present when every file starts by itself
 */
public record StartCondition(
        On on, Duration deadline, @Nullable RollingWindow window) {

    /** The kind of trigger. */
    public enum On {
        /** {@code job.yaml} or {@code job.json}, complete when every listed input has arrived. */
        MANIFEST,
        /** {@code _READY}, complete at once with what lies under the prefix. */
        MARKER,

        /** Every file is a unit of its own, complete as soon as it arrives. */
        EACH_FILE
    }

    public StartCondition {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("a deadline is longer than zero");
        }
    }
}
