package io.dropbatch.localazure.servicebus.engine;

/** Something remembered under a number of its own. */
public sealed interface LogRecord permits StoredMessage, DuplicateMark, SequenceMark, SessionState {
    long recordId();

    EntityName entity();
}
