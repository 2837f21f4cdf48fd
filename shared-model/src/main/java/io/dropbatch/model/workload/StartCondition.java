package io.dropbatch.model.workload;

import java.time.Duration;

/**
 * What completes a drop.
 *
 * @param deadline how long a manifest waits for the inputs it lists before the drop is rejected
 */
public record StartCondition(On on, Duration deadline) {

    /** The kind of trigger. */
    public enum On {
        /** {@code job.yaml} or {@code job.json}, complete when every listed input has arrived. */
        MANIFEST,
        /** {@code _READY}, complete at once with what lies under the prefix. */
        MARKER
    }

    public StartCondition {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("a deadline is longer than zero");
        }
    }
}
