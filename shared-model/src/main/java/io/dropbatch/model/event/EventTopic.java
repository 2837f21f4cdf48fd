package io.dropbatch.model.event;

/** The topics that events are published on. */
public enum EventTopic {
    SUBMISSIONS,
    JOBS,
    TASKS,
    OUTPUTS
}
