package io.dropbatch.monitor.domain;

/** What Batch says of a level of which no task is known to have begun. */
public enum LevelActivity {
    /** Its tasks wait, or there is no such job. */
    NOTHING,

    /** None runs, and some have ended: only the list of these tells whether one of them had begun before. */
    ENDED,

    /** A task runs, or had begun before it ended. */
    STARTED
}
