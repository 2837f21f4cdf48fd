package io.dropbatch.scheduler.domain.pool;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What the operator offers to workloads by name.
 *
 * @param byName the profiles
 * @param sharedPools ids of the operator's own pools that workloads may use
 * @param hint says what a wrong name may mean, from the name and the known ones
 */
public record PoolProfiles(
        Map<String, PoolProfile> byName, Set<String> sharedPools, BiFunction<String, Collection<String>, String> hint) {

    public PoolProfiles {
        byName = Map.copyOf(byName);
        sharedPools = Set.copyOf(sharedPools);
    }

    public static PoolProfiles none() {
        return new PoolProfiles(Map.of(), Set.of(), (name, known) -> ": known are " + known);
    }
}
