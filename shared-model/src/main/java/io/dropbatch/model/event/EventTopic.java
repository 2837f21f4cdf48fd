package io.dropbatch.model.event;

/** The topics that announcements are published on. */
public enum EventTopic {
    SUBMISSIONS,
    JOBS,
    TASKS,
    OUTPUTS
}
