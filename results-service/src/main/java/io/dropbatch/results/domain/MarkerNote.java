package io.dropbatch.results.domain;

import io.dropbatch.model.result.TaskMarker;

/**
 * The content of a marker that was read before the end of its level.
 *
 * @param etag of the version that was read: a marker that was replaced since is another one
 */
public record MarkerNote(String blob, String etag, TaskMarker marker) {}
