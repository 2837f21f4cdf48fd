package io.dropbatch.store;

/** A value as it was read, with what is needed to replace it only if it is still the same. */
public record VersionedRow<T>(String partition, String key, T value, String etag) {}
