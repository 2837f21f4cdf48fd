package io.dropbatch.planning.task;

/**
 * Shares the tasks of a level among the merge tasks of the next: consecutive ones, in order. When tasks are missing, the
 * others are shared evenly, so that the number of merge tasks stays as announced and each has something to read.
 *
 * @param inputs tasks of the level below, the missing ones included
 * @param missing how many of them failed
 * @param merges tasks that read them
 * @param fanIn how many one of those reads at most
 */
public record MergeGroups(int inputs, int missing, int merges, int fanIn) {

    /** How many tasks the given merge task reads, counted from 1. */
    public int size(int index) {
        return end(index) - end(index - 1);
    }

    private int end(int index) {
        if (missing == 0) {
            return (int) Math.min(inputs, (long) index * fanIn);
        }
        return (int) ((long) index * (inputs - missing) / merges);
    }
}
