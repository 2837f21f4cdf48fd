package io.dropbatch.submission.app;

import io.dropbatch.model.outcome.FailureCode;
import java.time.Duration;

/** Counts what an operator wants to see. */
public interface Tally {

    /** @param age from the upload of the trigger to the decision */
    void accepted(int tasks, Duration age);

    void rejected(FailureCode code);

    /** A drop was found by the sweep, not by its event. */
    void recovered();

    void waiting(int drops);

    void swept(Duration took);
}
