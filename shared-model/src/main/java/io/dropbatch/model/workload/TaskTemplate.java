package io.dropbatch.model.workload;

import io.dropbatch.model.glob.Glob;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The map level.
 *
 * @param shared inputs that every task is given besides its own
 * @param command run by {@code /bin/sh -c} in the task's working directory
 * @param outputs patterns that must each match at least one file
 * @param timeout enforced by the task harness
 * @param retries how often Batch runs a failed task again
 * @param nodes that one task runs on at the same time
 */
public record TaskTemplate(
        ForEach forEach,
        List<Glob> shared,
        String command,
        List<Glob> outputs,
        Map<String, String> environment,
        Duration timeout,
        int retries,
        int nodes) {

    /** What Azure Batch allows a pool whose nodes may talk to each other. */
    public static final int MOST_NODES = 100;

    public TaskTemplate {
        shared = List.copyOf(shared);
        outputs = List.copyOf(outputs);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        if (retries < 0) {
            throw new IllegalArgumentException("retries are not negative");
        }
        nodes = Math.max(1, nodes); // plans of earlier versions have none
    }

    /** Tasks that run on one node each. */
    public TaskTemplate(
            ForEach forEach,
            List<Glob> shared,
            String command,
            List<Glob> outputs,
            Map<String, String> environment,
            Duration timeout,
            int retries) {
        this(forEach, shared, command, outputs, environment, timeout, retries, 1);
    }

    public boolean onSeveralNodes() {
        return nodes > 1;
    }
}
