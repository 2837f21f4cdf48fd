package io.dropbatch.planning.task;

/** A container of the storage account that nodes read from or write to. */
public enum ContainerRole {
    APPLICATIONS,
    INBOX,
    OUTPUTS,
    SYSTEM
}
