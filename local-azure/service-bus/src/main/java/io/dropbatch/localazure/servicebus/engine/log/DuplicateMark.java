package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.engine.EntityName;
import java.time.Instant;

/** A message id that an entity has seen and refuses to take again for a while. */
public record DuplicateMark(long recordId, EntityName entity, MessageIdHash messageId, Instant forgottenAt)
        implements LogRecord {}
