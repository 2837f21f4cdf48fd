package io.dropbatch.monitor.domain;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.time.Instant;

/**
 * A reason that keeps a job from making progress.
 *
 * @param reason as it was seen last; told again while nobody can tell whether it still holds
 * @param since when it was first seen
 * @param announced whether it was announced
 */
public record ProgressHold(Failure reason, Instant since, boolean announced) {

    public FailureCode code() {
        return reason.code();
    }

    public ProgressHold told() {
        return new ProgressHold(reason, since, true);
    }
}
