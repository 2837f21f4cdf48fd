package io.dropbatch.model.event;

/** The topics that announcements are published on. */
public enum Topic {
    SUBMISSIONS,
    JOBS,
    TASKS,
    OUTPUTS
}
