package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.engine.EntityName;

/** Something remembered under a number of its own. */
public sealed interface LogRecord permits StoredMessage, DuplicateMark, SequenceMark, SessionState {
    long recordId();

    EntityName entity();
}
