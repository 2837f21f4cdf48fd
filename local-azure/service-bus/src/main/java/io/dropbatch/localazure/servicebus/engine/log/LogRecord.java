package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.engine.EntityName;

/** A record with its own number. */
public sealed interface LogRecord permits StoredMessage, DuplicateMark, SequenceMark, SessionState {
    long recordId();

    EntityName entity();
}
