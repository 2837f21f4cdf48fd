package io.dropbatch.model.id;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a workload, as in {@code workloads/<name>.yaml} and as the first folder of the inbox. */
public record WorkloadName(String value) implements TextValue {

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");

    public WorkloadName {
        if (!isLegal(value)) {
            throw new IllegalArgumentException(
                    "not a workload name: use 1-30 of a-z, 0-9 and '-', not starting with '-'");
        }
    }

    /** The name, or empty when the text breaks the rule for names. */
    public static Optional<WorkloadName> parse(String text) {
        return isLegal(text) ? Optional.of(new WorkloadName(text)) : Optional.empty();
    }

    /** Whether the text follows the rule shared by workloads, applications and tenants. */
    public static boolean isLegal(String text) {
        return LEGAL.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
