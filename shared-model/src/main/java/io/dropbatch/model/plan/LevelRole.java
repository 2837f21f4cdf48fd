package io.dropbatch.model.plan;

import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a level are there for.
 *
 * @param merge which merge of its round it is, from 1; 0 when it is none
 * @param merges how many merges the round has
 * @param round from 1; absent when the workload has no rounds, and for a split
 */
public record LevelRole(
        Kind kind, int merge, int merges, @Nullable Integer round) {

    /** The kinds of levels, in the order in which a job passes them. */
    public enum Kind {
        SPLIT,
        MAP,
        MERGE
    }

    /** {@code split}, {@code tasks}, {@code merge 2} or {@code round 3 tasks}, for people. */
    public String name() {
        String words = switch (kind) {
            case SPLIT -> "split";
            case MAP -> "tasks";
            case MERGE -> "merge " + merge;
        };
        return round == null ? words : "round " + round + " " + words;
    }
}
