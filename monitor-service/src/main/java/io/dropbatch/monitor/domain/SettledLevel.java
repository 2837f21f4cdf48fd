package io.dropbatch.monitor.domain;

/** A level whose completion was announced; the job is not polled until the next level begins. */
public record SettledLevel(WatchedJob job, int level) implements LevelWatch {}
