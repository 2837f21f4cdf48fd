package io.dropbatch.localazure.batch.node.process;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The idle shells, as many as recently ran at once. */
public final class ShellStarterPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShellStarterPool.class);
    private static final int MOST_IDLE = 32;

    private final ConcurrentLinkedDeque<ShellStarter> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    /** Starts a script's command; empty when no shell could start it, so the command has not begun. */
    Optional<TaskProcess> start(StartScript script) {
        if (!ShellStarter.AVAILABLE || closed) {
            return Optional.empty();
        }
        try {
            ShellStarter starter = take();
            StartedCommand started = starter.start(script.text());
            long pid = started.pid().join();
            return Optional.of(TaskProcess.of(pid, starter, started, script));
        } catch (IOException | CompletionException e) {
            LOG.atDebug().setCause(e).log("A shell could not start a command");
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (ShellStarter starter = idle.poll(); starter != null; starter = idle.poll()) {
            starter.close();
        }
    }

    private ShellStarter take() throws IOException {
        for (ShellStarter starter = idle.poll(); starter != null; starter = idle.poll()) {
            count.decrementAndGet();
            if (starter.isAlive()) {
                return starter;
            }
        }
        return ShellStarter.open(this::free);
    }

    private void free(ShellStarter starter) {
        if (closed || count.incrementAndGet() > MOST_IDLE) {
            count.decrementAndGet();
            starter.close();
            return;
        }
        idle.push(starter);
    }
}
