package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.engine.EntityName;

/** Sequence numbers of an entity up to this one may have been given out; after a restart none of them is used again. */
public record SequenceMark(long recordId, EntityName entity, long reservedUpTo) implements LogRecord {}
