package io.dropbatch.localazure.servicebus.protocol;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves work from any thread to the one thread of a connection, and flushes once for each batch of work. */
final class ConnectionLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLoop.class);

    private final EventLoop thread;
    private final Runnable flush;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    ConnectionLoop(EventLoop thread, Runnable flush) {
        this.thread = thread;
        this.flush = flush;
    }

    void run(Runnable task) {
        tasks.add(task);
        if (scheduled.compareAndSet(false, true)) {
            try {
                thread.execute(this::drain);
            } catch (RejectedExecutionException e) {
                LOG.atDebug().log("The server stopped before a connection's last work was done");
            }
        }
    }

    /** Runs the waiting work, then flushes; called on the connection's thread. */
    void drain() {
        scheduled.set(false);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            runOne(task);
        }
        flush.run();
    }

    private static void runOne(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A connection's work failed");
        }
    }
}
