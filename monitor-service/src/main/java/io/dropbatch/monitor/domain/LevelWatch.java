package io.dropbatch.monitor.domain;

/** The state of a job's current level: watched or settled. */
public sealed interface LevelWatch permits WatchedLevel, SettledLevel {

    WatchedJob job();

    /** From 0. */
    int level();
}
