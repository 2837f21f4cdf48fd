package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much memory the messages of all entities together may take. */
public final class StorageQuota {
    private static final Logger LOG = LoggerFactory.getLogger(StorageQuota.class);

    /** The memory for a message besides its bytes: places in queues, decoded properties, the journal's index. */
    private static final int OVERHEAD_BYTES = 1024;

    /** How much memory is freed at once when none is left. */
    private static final int RELIEF_DIVISOR = 10;

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final List<MessageQueue> queues = new CopyOnWriteArrayList<>();

    public StorageQuota(long limit) {
        this.limit = limit;
    }

    /** A queue that may be asked to drop messages early. */
    public void watch(MessageQueue queue) {
        queues.add(queue);
    }

    public void take(StoredMessage message) {
        used.addAndGet(footprint(message.content(), 1));
    }

    public void giveBack(StoredMessage message) {
        used.addAndGet(-footprint(message.content(), 1));
    }

    /** Refuses before anything is written, so a message is stored whole or not at all. */
    public void require(MessageContent content, int copies) {
        if (used.get() + footprint(content, copies) > limit) {
            relieve();
        }
        if (used.get() + footprint(content, copies) > limit) {
            throw new BrokerException(
                    BrokerRefusal.QUOTA_EXCEEDED,
                    "The broker holds " + used.get() + " of at most " + limit
                            + " bytes of messages: receive some, or let them expire");
        }
    }

    /** A queue without readers loses its oldest messages early, so that senders can go on. */
    private void relieve() {
        long wanted = limit / RELIEF_DIVISOR;
        for (MessageQueue queue : queues) {
            long before = used.get();
            int dropped = queue.dropUnread(() -> before - used.get() < wanted);
            if (dropped > 0) {
                LOG.atWarn()
                        .addKeyValue("entity", queue.name())
                        .addKeyValue("messages", dropped)
                        .log("Memory is short: messages that nobody reads expire early");
            }
        }
    }

    private static long footprint(MessageContent content, int copies) {
        return (long) copies * (content.size() + OVERHEAD_BYTES);
    }
}
