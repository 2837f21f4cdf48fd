package io.dropbatch.monitor.domain;

import io.dropbatch.model.outcome.FailureCode;
import java.time.Instant;

/**
 * A reason that keeps a job from making progress.
 *
 * @param since when it was first seen
 * @param announced whether it was announced
 */
public record ProgressHold(FailureCode code, Instant since, boolean announced) {

    public ProgressHold told() {
        return new ProgressHold(code, since, true);
    }
}
