package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.engine.EntityName;

/** Sequence numbers of an entity up to this one may have been assigned; a restart does not use them again. */
public record SequenceMark(long recordId, EntityName entity, long reservedUpTo) implements LogRecord {}
