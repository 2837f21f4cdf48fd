package io.dropbatch.localazure.servicebus.engine;

/** Why the broker refuses a request. */
public enum BrokerRefusal {
    ENTITY_NOT_FOUND,
    NOT_ALLOWED,
    NOT_IMPLEMENTED,
    INVALID,
    MESSAGE_LOCK_LOST,
    MESSAGE_NOT_FOUND,
    MESSAGE_TOO_LARGE,
    QUOTA_EXCEEDED,
    SESSION_BUSY,
    SESSION_LOCK_LOST,
    TIMEOUT,
    INTERNAL
}
