package io.dropbatch.results.adapter.web;

import io.dropbatch.model.text.Redaction;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What some pages show at the same time: it is asked for once for all of them, as long as there is one. Safe for use by
 * several threads.
 */
final class LiveTopic {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTopic.class);

    /**
     * What was last known.
     *
     * @param number from 1; each is newer than the one before
     * @param troubled whether it could not be asked for since
     */
    record Edition(long number, LiveView view, boolean troubled) {}

    private final Supplier<LiveView> question;
    private final Duration interval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private @Nullable Edition latest;
    private int readers;

    LiveTopic(Supplier<LiveView> question, Duration interval) {
        this.question = question;
        this.interval = interval;
    }

    /** One more page shows it; the first one sets off the questions. */
    void join() {
        lock.lock();
        try {
            readers++;
            if (readers == 1) {
                Thread.ofVirtual().name("live-topic").start(this::ask);
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return whether a page is left */
    boolean leave() {
        lock.lock();
        try {
            readers--;
            news.signalAll();
            return readers > 0;
        } finally {
            lock.unlock();
        }
    }

    /** The latest edition, if it is newer than that number, waiting for one at most so long; else absent. */
    @Nullable
    Edition newerThan(long number, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while ((latest == null || latest.number() <= number) && left > 0) {
                left = news.awaitNanos(left);
            }
            return latest == null || latest.number() <= number ? null : latest;
        } finally {
            lock.unlock();
        }
    }

    private void ask() {
        try {
            while (isRead()) {
                publish(answer());
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRead() {
        lock.lock();
        try {
            return readers > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Absent when it cannot be known now. */
    private @Nullable LiveView answer() {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.atDebug().addKeyValue("cause", Redaction.describe(e)).log("a live page is not up to date");
            return null;
        }
    }

    private void publish(@Nullable LiveView view) {
        lock.lock();
        try {
            Edition before = latest;
            LiveView shown = view != null ? view : before == null ? LiveView.NOTHING : before.view();
            boolean troubled = view == null;
            if (before != null && before.troubled() == troubled && before.view().equals(shown)) {
                return;
            }
            latest = new Edition(before == null ? 1 : before.number() + 1, shown, troubled);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        long left = interval.toNanos();
        lock.lock();
        try {
            while (readers > 0 && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
