package io.dropbatch.submission.domain.window;

/** Why a job takes no more files. */
public enum SealReason {
    /** It has as many tasks as the workload allows. */
    FULL,
    /** No file has come for a while. */
    IDLE,
    /** Files keep coming, and the first one has waited long enough. */
    OVERDUE,
    /** Its files were cancelled: it becomes no job. */
    CANCELLED
}
