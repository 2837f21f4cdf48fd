package io.dropbatch.results.domain.history;

import io.dropbatch.model.event.EventType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which announcements are meant.
 *
 * @param types of these; of all types if there are none
 * @param workload of this one; absent for all
 */
public record HistoryFilter(Set<EventType> types, @Nullable String workload) {

    public HistoryFilter {
        types = Set.copyOf(types);
    }

    public boolean accepts(KeptEvent event) {
        return (types.isEmpty() || types.contains(event.type()))
                && (workload == null || workload.equals(event.workload()));
    }
}
