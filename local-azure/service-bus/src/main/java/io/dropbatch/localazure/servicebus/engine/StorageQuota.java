package io.dropbatch.localazure.servicebus.engine;

import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.util.concurrent.atomic.AtomicLong;

/** How much memory the messages of all entities together may take. */
final class StorageQuota {
    /** What is kept about a message besides its bytes: places in queues, decoded properties, the journal's own notes. */
    private static final int OVERHEAD_BYTES = 1024;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    StorageQuota(long limit) {
        this.limit = limit;
    }

    void take(StoredMessage message) {
        used.addAndGet(footprint(message.content(), 1));
    }

    void giveBack(StoredMessage message) {
        used.addAndGet(-footprint(message.content(), 1));
    }

    /** Refuses before anything is written, so a message is stored whole or not at all. */
    void require(MessageContent content, int copies) {
        if (used.get() + footprint(content, copies) > limit) {
            throw new BrokerException(
                    Refusal.QUOTA_EXCEEDED,
                    "The broker holds " + used.get() + " of at most " + limit
                            + " bytes of messages: receive some, or let them expire");
        }
    }

    private static long footprint(MessageContent content, int copies) {
        return (long) copies * (content.size() + OVERHEAD_BYTES);
    }
}
