package io.dropbatch.monitor.domain;

/** What is known of a job's current level: being watched, or settled. */
public sealed interface LevelWatch permits WatchedLevel, SettledLevel {

    WatchedJob job();

    /** From 0. */
    int level();
}
