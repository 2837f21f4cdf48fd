package io.dropbatch.model.view;

import io.dropbatch.model.result.DropStatus;
import java.util.List;

/**
 * The whole life of a drop.
 *
 * @param drop {@code <workload>/<drop>}
 * @param steps the states that it came into, the first one first
 */
public record DropLife(String drop, DropStatus status, List<LifeStep> steps, List<LevelSummary> levels) {

    public DropLife {
        steps = List.copyOf(steps);
        levels = List.copyOf(levels);
    }
}
