package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.engine.EntityName;
import java.time.Instant;

/** A message id that an entity has accepted; until the window ends it drops the same id. */
public record DuplicateMark(long recordId, EntityName entity, MessageIdHash messageId, Instant forgottenAt)
        implements LogRecord {}
