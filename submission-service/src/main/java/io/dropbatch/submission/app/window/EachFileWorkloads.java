package io.dropbatch.submission.app.window;

import io.dropbatch.submission.app.port.WorkloadCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers for a second which folders are of workloads that start on each file: every blob's event asks. */
public final class EachFileWorkloads {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int REMEMBERED = 1000;

    private record Known(Optional<WorkloadCatalog.Recipe> recipe, Instant readAt) {}

    private final WorkloadCatalog workloads;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public EachFileWorkloads(WorkloadCatalog workloads, Clock clock) {
        this.workloads = workloads;
        this.clock = clock;
    }

    /** The workload of this folder if it starts on each file, usable or not. */
    Optional<WorkloadCatalog.Recipe> find(String folder) {
        Instant now = clock.instant();
        @Nullable Known before = known.get(folder);
        if (before != null && now.isBefore(before.readAt().plus(FRESH))) {
            return before.recipe();
        }
        Optional<WorkloadCatalog.Recipe> recipe =
                workloads.startsOnEachFile(folder) ? Optional.of(workloads.find(folder)) : Optional.empty();
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        known.put(folder, new Known(recipe, now));
        return recipe;
    }

    public boolean isEachFile(String folder) {
        return find(folder).isPresent();
    }
}
