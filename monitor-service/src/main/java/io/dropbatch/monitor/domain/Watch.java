package io.dropbatch.monitor.domain;

/** What is known of a job's current level: being watched, or settled. */
public sealed interface Watch permits Watching, Settled {

    WatchedJob job();

    /** From 0. */
    int level();
}
