package io.dropbatch.scheduler.domain;

/** A container of the storage account that nodes read from or write to. */
public enum ContainerRole {
    APPLICATIONS,
    INBOX,
    OUTPUTS,
    SYSTEM
}
