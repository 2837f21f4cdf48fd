package io.dropbatch.cli.workload;

import java.util.Map;
import java.util.function.Supplier;

/** The commands of this package. */
public final class WorkloadCommands {

    private WorkloadCommands() {}

    /** Commands by name; each call of a supplier returns a new one. */
    public static Map<String, Supplier<Object>> all() {
        return Map.of("workload", WorkloadCommand::new);
    }
}
