package io.dropbatch.localazure.servicebus.engine;

import java.util.concurrent.atomic.AtomicLong;

/** How much all entities together may hold. */
final class StorageQuota {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    StorageQuota(long limit) {
        this.limit = limit;
    }

    void take(long bytes) {
        used.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Refuses before anything is written, so a message is stored whole or not at all. */
    void require(long bytes) {
        if (used.get() + bytes > limit) {
            throw new BrokerException(
                    Refusal.QUOTA_EXCEEDED,
                    "The broker holds " + used.get() + " of at most " + limit
                            + " bytes of messages: receive some, or let them expire");
        }
    }
}
