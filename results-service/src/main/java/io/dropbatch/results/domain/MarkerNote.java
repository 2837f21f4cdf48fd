package io.dropbatch.results.domain;

import io.dropbatch.model.result.TaskMarker;

/**
 * What a marker said when it was read ahead of its level's end.
 *
 * @param etag of the version that was read: a marker that was replaced since is another one
 */
public record MarkerNote(String blob, String etag, TaskMarker marker) {}
