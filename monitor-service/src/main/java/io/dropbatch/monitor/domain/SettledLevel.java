package io.dropbatch.monitor.domain;

/** A level whose completion was announced; nothing is looked at until the next level begins. */
public record SettledLevel(WatchedJob job, int level) implements LevelWatch {}
