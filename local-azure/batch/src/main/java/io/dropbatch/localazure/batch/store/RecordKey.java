package io.dropbatch.localazure.batch.store;

/** The key of a record: the kind of thing that it describes (below 128), and the thing's number. */
public record RecordKey(byte kind, long id) {}
