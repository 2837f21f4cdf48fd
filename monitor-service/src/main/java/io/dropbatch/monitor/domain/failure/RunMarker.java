package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.result.TaskMarker;
import org.jspecify.annotations.Nullable;

/**
 * What the task harness recorded about the latest run of a task.
 *
 * @param log path of the run's standard error within the outputs container
 */
public record RunMarker(TaskMarker marker, @Nullable String log) {}
