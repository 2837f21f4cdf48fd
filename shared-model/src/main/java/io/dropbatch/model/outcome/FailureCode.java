package io.dropbatch.model.outcome;

import io.dropbatch.model.id.TextValue;
import java.util.Locale;

/** Why something failed. The list is closed: a new reason is a new version of every event that names one. */
public enum FailureCode implements TextValue {
    USER_EXIT,
    OUTPUT_MISSING,
    UPLOAD,
    INPUT_MISSING,
    INPUT_CHANGED,
    APPLICATION_MISSING,
    TIMEOUT,
    PREEMPTED,
    NODE_LOST,
    PREPARATION,
    POOL_UNHEALTHY,
    CAPACITY,
    QUOTA,
    THROTTLED,
    INVALID_WORKLOAD,
    INVALID_MANIFEST,
    CANCELLED,
    BUDGET,
    PLATFORM;

    @Override
    public String value() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException when the text names no code */
    public static FailureCode of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
