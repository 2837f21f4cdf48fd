package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the files of tasks that completed longer ago than they asked their files to be kept. */
public final class FileRetention {

    private static final Logger LOG = LoggerFactory.getLogger(FileRetention.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final Account account;
    private final NodeAgent agent;

    public FileRetention(Account account, NodeAgent agent) {
        this.account = account;
        this.agent = agent;
    }

    public void begin() {
        account.changeLater(INTERVAL, () -> {
            Instant now = account.now();
            // In the background: requests of up to a million tasks are read from the log.
            Thread.ofVirtual().name("retention").start(() -> sweepQuietly(now));
            begin();
        });
    }

    /** The log may be closed meanwhile; the next run removes the rest. */
    private void sweepQuietly(Instant now) {
        try {
            sweep(now);
        } catch (UncheckedIOException e) {
            LOG.atDebug().setCause(e).log("A look for expired files came to an early end");
        }
    }

    void sweep(Instant now) {
        for (Job job : account.jobs().values()) {
            for (Task task : job.completions().values()) {
                if (!task.filesRemoved() && over(task, now)) {
                    account.changeUnlessClosed(() -> remove(task, now));
                }
            }
        }
    }

    private static boolean over(Task task, Instant now) {
        Duration kept = Duration.between(task.status().since(), now);
        try {
            return kept.compareTo(task.retentionTime()) > 0;
        } catch (BatchError e) {
            // The task was deleted a moment ago.
            return false;
        }
    }

    private void remove(Task task, Instant now) {
        if (task.state() != TaskState.COMPLETED || !over(task, now)) {
            return;
        }
        for (NodeRef place : task.places()) {
            Pool pool = account.pools().get(place.pool());
            Node node = pool == null ? null : pool.nodes().get(place.node());
            if (node != null) {
                agent.remove(node.root().resolve(task.directory()));
            }
        }
        task.filesAreRemoved();
    }
}
