package io.dropbatch.model.lock;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps this process from working on one key twice at once; work on other keys goes on, but for the few that share a
 * lock. What other processes do is for the store to guard.
 */
public final class StripedLock {

    private static final int STRIPES = 64;

    private final List<ReentrantLock> stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    /** Does the work while no other thread works on an equal key. A thread may do so within its own work. */
    public <T> T with(Object key, Supplier<T> work) {
        ReentrantLock lock = stripes.get(Math.floorMod(key.hashCode(), STRIPES));
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
