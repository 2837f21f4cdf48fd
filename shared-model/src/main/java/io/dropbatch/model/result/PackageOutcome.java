package io.dropbatch.model.result;

import io.dropbatch.model.id.TextValue;
import java.util.Locale;

/** Whether a result package is all that was asked for. */
public enum PackageOutcome implements TextValue {
    /** Every task succeeded. */
    READY,
    /** Some tasks failed, no more than the workload tolerates. */
    PARTIAL,
    /** The job failed: the package lists what there is. */
    FAILED;

    @Override
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when the text names no outcome */
    public static PackageOutcome of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
