package io.dropbatch.scheduler.app.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the pools of the scheduler and their nodes, however many there are, with as few requests as possible. */
@FunctionalInterface
public interface PoolObserver {

    List<ObservedPool> observe();

    /**
     * A pool as it is.
     *
     * @param slotsPerNode how many tasks a node runs at a time
     * @param targetDedicated how many nodes it is to have, and {@code targetSpot} alike
     * @param dedicated the number of its nodes in each state, which has Azure's name in lower case with hyphens
     * @param resizedAt when it last began or ended to change its size; absent when it never did
     * @param resizeErrors the codes of what kept it from having as many nodes as it is to have
     */
    record ObservedPool(
            String id,
            int slotsPerNode,
            int targetDedicated,
            int targetSpot,
            Map<String, Integer> dedicated,
            Map<String, Integer> spot,
            @Nullable Instant resizedAt,
            List<String> resizeErrors) {

        public ObservedPool {
            dedicated = Map.copyOf(dedicated);
            spot = Map.copyOf(spot);
            resizeErrors = List.copyOf(resizeErrors);
        }

        public int nodes() {
            return sum(dedicated) + sum(spot);
        }

        private static int sum(Map<String, Integer> states) {
            return states.values().stream().mapToInt(Integer::intValue).sum();
        }
    }
}
