package io.dropbatch.localazure.batch.engine;

import java.time.Duration;
import java.time.Instant;

/** Removes the files of tasks that completed longer ago than they asked their files to be kept. */
final class Retention {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final Account account;

    Retention(Account account) {
        this.account = account;
    }

    void begin() {
        account.changeLater(INTERVAL, () -> {
            Instant now = account.now();
            // Beside the account's work: what a task asked for is read from the log, and there may be a million.
            Thread.ofVirtual().name("retention").start(() -> sweep(now));
            begin();
        });
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
        return kept.compareTo(task.retentionTime()) > 0;
    }

    private void remove(Task task, Instant now) {
        if (task.state() != TaskState.COMPLETED || !over(task, now)) {
            return;
        }
        NodeRef place = task.status().node();
        Pool pool = place == null ? null : account.pools().get(place.pool());
        Node node = place == null || pool == null ? null : pool.nodes().get(place.node());
        if (place != null && node != null) {
            account.agent().remove(node.root().resolve(task.directory()));
        }
        task.filesAreRemoved();
    }
}
