package io.dropbatch.localazure.batch.engine.node;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.state.Node;
import java.time.Duration;
import java.time.Instant;

/** Computes how long the files of tasks must be kept on a node. */
final class RetainedFiles {

    private final Account account;

    public RetainedFiles(Account account) {
        this.account = account;
    }

    /** The time from now; zero or negative when no file must be kept. */
    Duration wait(Node node) {
        Instant now = account.now();
        return account.jobs().values().stream()
                .flatMap(job -> job.completions().values().stream())
                .filter(task -> node.ref().equals(task.status().node()) && !task.filesRemoved())
                .map(task -> task.retentionTime()
                        .minus(Duration.between(task.status().since(), now)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
