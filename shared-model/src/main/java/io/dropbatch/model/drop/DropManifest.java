package io.dropbatch.model.drop;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The user's {@code job.yaml} or {@code job.json}: what the drop consists of.
 *
 * @param parameters reach the commands as {@code PARAM_<NAME>}
 * @param deadline replaces the workload's own when given
 */
public record DropManifest(
        List<Listed> inputs,
        Map<String, String> parameters,
        @Nullable Duration deadline) {

    /**
     * One input.
     *
     * @param path relative to the drop
     * @param sha256 64 lower-case hexadecimal digits, checked on the node before the command runs
     */
    public record Listed(String path, long bytes, @Nullable String sha256) {}

    public DropManifest {
        inputs = List.copyOf(inputs);
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}
