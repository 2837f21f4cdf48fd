package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Identifies one lock on one message; a message locked again gets another token. */
public record LockToken(UUID value) {
    BrokerException lost() {
        return new BrokerException(
                BrokerRefusal.MESSAGE_LOCK_LOST,
                "The lock supplied is invalid. Either the lock expired, or the message has already been removed: "
                        + value);
    }

    /** Tokens must be unique but need not be hard to guess, so a cheap generator is enough. */
    public static LockToken fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new LockToken(new UUID(
                random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | Long.MIN_VALUE));
    }
}
