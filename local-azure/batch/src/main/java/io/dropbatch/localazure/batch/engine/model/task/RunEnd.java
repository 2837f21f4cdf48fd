package io.dropbatch.localazure.batch.engine.model.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a run on a node ended: no failure means success; no exit code means that no process ended by itself. */
public record RunEnd(
        Instant ended, @Nullable Integer exitCode, @Nullable FailureInfo failure) {

    /** Whether a retry is allowed: Azure retries for exit codes only, not for downloads, uploads or time limits. */
    public boolean retryable() {
        return failure != null && failure.isExitCode();
    }
}
