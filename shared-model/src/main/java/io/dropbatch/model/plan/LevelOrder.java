package io.dropbatch.model.plan;

import org.jspecify.annotations.Nullable;

/**
 * What the levels of a job are there for, in their order: perhaps a split, then the map and its merges, once or in rounds.
 *
 * @param mapLevel the map of the first round
 * @param perRound how many levels a round has: its map and its merges
 * @param rounds how many there are at most; absent when the workload has none, and its levels are passed once
 */
public record LevelOrder(
        int mapLevel, int perRound, @Nullable Integer rounds) {

    /** Ids of tasks have two digits for their level. */
    public static final int MOST_LEVELS = 100;

    public LevelOrder {
        if (mapLevel < 0 || perRound < 1 || (rounds != null && rounds < 1)) {
            throw new IllegalArgumentException("a job has a map level, once or in rounds");
        }
    }

    /**
     * As events tell it.
     *
     * @param levels of all rounds together
     * @param mapLevel absent for the first
     */
    public static LevelOrder of(int levels, @Nullable Integer mapLevel, @Nullable Integer rounds) {
        int map = mapLevel == null ? 0 : mapLevel;
        int perRound = (levels - map) / (rounds == null ? 1 : rounds);
        return new LevelOrder(map, Math.max(1, perRound), rounds);
    }

    public LevelRole role(int level) {
        if (level < mapLevel) {
            return new LevelRole(LevelRole.Kind.SPLIT, 0, 0, null);
        }
        int place = rounds == null ? level - mapLevel : (level - mapLevel) % perRound;
        LevelRole.Kind kind = place == 0 ? LevelRole.Kind.MAP : LevelRole.Kind.MERGE;
        return new LevelRole(kind, place, perRound - 1, rounds == null ? null : (Integer) round(level));
    }

    /** From 1; the levels before the map belong to the first round. */
    public int round(int level) {
        return rounds == null || level < mapLevel ? 1 : (level - mapLevel) / perRound + 1;
    }

    /** The map level of a round. */
    public int mapOf(int round) {
        return mapLevel + (round - 1) * perRound;
    }

    /** The number of levels up to the end of a round. */
    public int levelsThrough(int round) {
        return mapOf(round) + perRound;
    }

    /** How many levels there are if no round is left out. */
    public int levels() {
        return levelsThrough(rounds == null ? 1 : rounds);
    }

    /** Whether no level follows, or that of another round. */
    public boolean endsRound(int level) {
        return level == levelsThrough(round(level)) - 1 && level >= mapLevel;
    }

    public boolean isLast(int level) {
        return level == levels() - 1;
    }
}
