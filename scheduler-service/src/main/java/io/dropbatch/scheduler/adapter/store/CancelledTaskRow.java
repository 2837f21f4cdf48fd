package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.model.id.TaskId;

/** A task that was cancelled, as a table row. */
public record CancelledTaskRow(TaskId task) {}
