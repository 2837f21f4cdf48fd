package io.dropbatch.scheduler.app.port;

/** What a job may do on Batch. */
public enum JobActivity {
    /** Tasks start. */
    ACTIVE,
    /** No task starts any more, some still run. */
    DRAINING,
    /** No task starts any more, and none runs. */
    DISABLED,
    /** It has ended, is ending, or is gone. */
    ENDED,
    /** Batch does not answer. */
    UNKNOWN
}
