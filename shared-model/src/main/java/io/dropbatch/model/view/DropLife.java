package io.dropbatch.model.view;

import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.result.DropStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole life of a drop.
 *
 * @param drop {@code <workload>/<drop>}, the path of a file by itself, or the workload of a job that files share
 * @param steps the states that it came into, the first one first
 * @param cancel who wants the drop to be cancelled; absent while nobody does
 * @param actions what can be done with it now: names of routes below {@code /submissions/{id}/actions}
 * @param kind what the submission stands for
 */
public record DropLife(
        String drop,
        DropStatus status,
        List<LifeStep> steps,
        List<LevelSummary> levels,
        @Nullable CancelRequest cancel,
        List<String> actions,
        DropKind kind) {

    public DropLife {
        steps = List.copyOf(steps);
        levels = List.copyOf(levels);
        // A service of an earlier version says nothing of these.
        actions = actions == null ? List.of() : List.copyOf(actions);
        kind = kind == null ? DropKind.DROP : kind;
    }
}
