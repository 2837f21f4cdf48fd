package io.dropbatch.model.view;

import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.result.DropStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole life of a drop.
 *
 * @param drop {@code <workload>/<drop>}
 * @param steps the states that it came into, the first one first
 * @param cancel who wants the drop to be cancelled; absent while nobody does
 * @param actions what can be done with it now: names of routes below {@code /submissions/{id}/actions}
 */
public record DropLife(
        String drop,
        DropStatus status,
        List<LifeStep> steps,
        List<LevelSummary> levels,
        @Nullable CancelRequest cancel,
        List<String> actions) {

    public DropLife {
        steps = List.copyOf(steps);
        levels = List.copyOf(levels);
        // A service of an earlier version says nothing of them.
        actions = actions == null ? List.of() : List.copyOf(actions);
    }
}
