package io.dropbatch.submission.app.port;

import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import java.time.Duration;

/** Tells the operator what was decided. */
public interface DecisionMetrics {

    void accepted(SubmissionAccepted submission);

    void rejected(SubmissionRejected submission);

    /** A drop was found by the sweep, not by its event. */
    void recovered();

    void waiting(int drops);

    void swept(Duration took);
}
