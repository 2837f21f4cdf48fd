package io.dropbatch.bus.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many workloads metrics tell apart: the first folders of an inbox are their names, and whoever may upload
 * can make one. All beyond the limit are counted together.
 */
public final class WorkloadLimit implements MeterFilter {

    private static final String LABEL = "workload";
    private static final String OTHER = "other";

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final int most;

    public WorkloadLimit(int most) {
        this.most = most;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        @Nullable String workload = id.getTag(LABEL);
        if (workload == null || isKnown(workload)) {
            return id;
        }
        List<Tag> labels = id.getTags().stream()
                .map(label -> label.getKey().equals(LABEL) ? Tag.of(LABEL, OTHER) : label)
                .toList();
        return id.replaceTags(labels);
    }

    /** One too many by a race does no harm. */
    private boolean isKnown(String workload) {
        if (known.contains(workload)) {
            return true;
        }
        boolean room = known.size() < most;
        if (room) {
            known.add(workload);
        }
        return room;
    }
}
