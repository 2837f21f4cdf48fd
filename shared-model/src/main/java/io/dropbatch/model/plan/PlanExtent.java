package io.dropbatch.model.plan;

import java.util.List;

/**
 * What is largest in a plan, so that the limits of Batch can be checked before the first task runs.
 *
 * @param largest the task whose own inputs and parameters take the most room
 * @param sharedPrefixes beginnings of paths that shared inputs have and nothing else in the drop has: a node can be
 *     told to bring whatever begins so
 */
public record PlanExtent(PlannedTask largest, List<String> sharedPrefixes) {

    public PlanExtent {
        sharedPrefixes = List.copyOf(sharedPrefixes);
    }
}
