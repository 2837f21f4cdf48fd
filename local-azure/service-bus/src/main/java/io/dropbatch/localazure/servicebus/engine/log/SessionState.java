package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.engine.EntityName;

/** The session state: bytes that receivers store with a session. */
public record SessionState(long recordId, EntityName entity, String sessionId, byte[] state) implements LogRecord {}
