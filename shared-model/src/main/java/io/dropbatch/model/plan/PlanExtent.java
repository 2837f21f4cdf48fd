package io.dropbatch.model.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is largest in a plan, so that the limits of Batch can be checked before the first task runs.
 *
 * @param largest the task whose own inputs take the most room among the files that Batch brings
 * @param sharedPrefixes beginnings of paths that shared inputs have and nothing else in the drop has: a node can be
 *     told to bring whatever begins so
 * @param wordiest the task whose inputs and parameters take the most room in its environment; absent when it is the
 *     largest, too
 */
public record PlanExtent(
        PlannedTask largest,
        List<String> sharedPrefixes,
        @Nullable PlannedTask wordiest) {

    public PlanExtent(PlannedTask largest, List<String> sharedPrefixes) {
        this(largest, sharedPrefixes, null);
    }

    public PlanExtent {
        sharedPrefixes = List.copyOf(sharedPrefixes);
    }
}
