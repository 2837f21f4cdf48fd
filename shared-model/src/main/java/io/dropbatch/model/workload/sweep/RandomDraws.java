package io.dropbatch.model.workload.sweep;

import java.util.List;

/**
 * A number of settings drawn at random.
 *
 * @param draws how many settings there are
 */
public record RandomDraws(int draws, long seed, List<RandomRange> ranges) {

    public RandomDraws {
        ranges = List.copyOf(ranges);
        if (draws < 1 || ranges.isEmpty()) {
            throw new IllegalArgumentException("random settings need a number and a range");
        }
    }
}
