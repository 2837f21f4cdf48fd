package io.dropbatch.localazure.batch.store;

/** Names a record: what kind of thing it describes (below 128), and which one. */
public record RecordKey(byte kind, long id) {}
