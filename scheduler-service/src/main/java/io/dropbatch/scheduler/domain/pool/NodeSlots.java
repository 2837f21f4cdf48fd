package io.dropbatch.scheduler.domain.pool;

import io.dropbatch.planning.task.VmSizeCores;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many tasks a node runs at a time: as many as it has cores, unless the workload says otherwise.
 *
 * @param most what the operator allows
 * @param standard instead of the cores, for nodes that are not what their size says; 0 for none
 */
public record NodeSlots(int most, int standard) {

    public NodeSlots {
        if (most < 1 || standard < 0) {
            throw new IllegalArgumentException("a node has at least one slot");
        }
    }

    /** @param notes how the number differs from what was asked for */
    public record Choice(int slots, List<String> notes) {

        public Choice {
            notes = List.copyOf(notes);
        }
    }

    /** @param wish absent when the workload leaves it to us */
    Choice choose(String vmSize, @Nullable Integer wish) {
        List<String> notes = new ArrayList<>();
        OptionalInt cores = VmSizeCores.of(vmSize);
        int wanted = wish == null ? unsaid(vmSize, cores, notes) : wish;
        int possible = Math.min(wanted, VmSizeCores.mostSlots(cores));
        if (wish != null && possible < wanted) {
            notes.add("pool.slotsPerNode is %d, but Batch allows %d on a node of %s: four for each core."
                    .formatted(wanted, possible, vmSize));
        }
        if (wish != null && most < possible) {
            notes.add("pool.slotsPerNode is %d, but the operator allows %d.".formatted(wanted, most));
        }
        return new Choice(Math.min(possible, most), notes);
    }

    private int unsaid(String vmSize, OptionalInt cores, List<String> notes) {
        if (standard > 0) {
            return standard;
        }
        if (cores.isEmpty()) {
            notes.add("How many cores a node of %s has is not known here, so it runs one task at a time: say"
                            .formatted(vmSize)
                    + " pool.slotsPerNode for more.");
        }
        return cores.orElse(1);
    }
}
