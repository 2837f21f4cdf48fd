package io.dropbatch.submission.app;

import io.dropbatch.model.id.SubmissionId;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Keeps this process from doing the same work twice at once; the ledger keeps all processes from deciding twice. */
final class SubmissionLocks {

    private final ReentrantLock[] stripes =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    <T> T with(SubmissionId submission, Supplier<T> work) {
        ReentrantLock lock = stripes[Math.floorMod(submission.hashCode(), stripes.length)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
