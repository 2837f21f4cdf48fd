package io.dropbatch.planning.task;

import io.dropbatch.model.id.JobId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is handed to Batch.
 *
 * @param pool the id of the pool that it runs on
 * @param wallClock after which Batch ends the job
 * @param environment of every task, the preparation included
 * @param preparation what is brought to each node once, before its first task
 * @param fewer the same from fewer sources, for when Batch takes no list as long as {@code preparation}; empty when
 *     there are none
 * @param preparationEnvironment of the preparation alone
 * @param account of the pool that all of it runs as; absent for Batch's own
 */
public record JobSpec(
        JobId id,
        String pool,
        int priority,
        Duration wallClock,
        Map<String, String> environment,
        List<FileSource> preparation,
        List<FileSource> fewer,
        Map<String, String> preparationEnvironment,
        @Nullable String account) {

    public JobSpec {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        preparation = List.copyOf(preparation);
        fewer = List.copyOf(fewer);
        preparationEnvironment = Collections.unmodifiableMap(new TreeMap<>(preparationEnvironment));
    }

    /** A job that runs as Batch's own account. */
    public JobSpec(
            JobId id,
            String pool,
            int priority,
            Duration wallClock,
            Map<String, String> environment,
            List<FileSource> preparation,
            List<FileSource> fewer,
            Map<String, String> preparationEnvironment) {
        this(id, pool, priority, wallClock, environment, preparation, fewer, preparationEnvironment, null);
    }
}
