package io.dropbatch.model.plan;

import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a level are there for.
 *
 * @param round of a merge level, from 1; 0 for any other
 */
public record LevelRole(Kind kind, int round) {

    /** The kinds of levels, in the order in which a job passes them. */
    public enum Kind {
        SPLIT,
        MAP,
        MERGE
    }

    /** @param mapLevel which level is the map; absent for the first */
    public static LevelRole of(int level, @Nullable Integer mapLevel) {
        int map = mapLevel == null ? 0 : mapLevel;
        if (level < map) {
            return new LevelRole(Kind.SPLIT, 0);
        }
        return level == map ? new LevelRole(Kind.MAP, 0) : new LevelRole(Kind.MERGE, level - map);
    }

    /** {@code split}, {@code tasks} or {@code merge 2}, for people. */
    public String name() {
        return switch (kind) {
            case SPLIT -> "split";
            case MAP -> "tasks";
            case MERGE -> "merge " + round;
        };
    }
}
