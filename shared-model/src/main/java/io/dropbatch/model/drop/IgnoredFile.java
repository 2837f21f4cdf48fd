package io.dropbatch.model.drop;

/**
 * A file of a drop that is no input of it.
 *
 * @param path within the drop
 * @param reason for a person: why it was left out
 */
public record IgnoredFile(String path, String reason) {}
