package io.dropbatch.store;

/** A whole small blob. The array is not copied: treat it as read-only. */
@SuppressWarnings("ArrayRecordComponent") // held for a moment between reading and parsing
public record BlobContent(BlobDetails facts, byte[] bytes) {}
