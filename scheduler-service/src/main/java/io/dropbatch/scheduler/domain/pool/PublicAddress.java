package io.dropbatch.scheduler.domain.pool;

/** Where nodes have their public addresses from. */
public enum PublicAddress {
    BATCH,
    OWN,
    NONE
}
