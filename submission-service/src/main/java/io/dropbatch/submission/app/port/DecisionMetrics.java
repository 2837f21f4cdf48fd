package io.dropbatch.submission.app.port;

import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import java.time.Instant;

/** Tells the operator what was decided. */
public interface DecisionMetrics {

    /** @param created when the blob was written whose event is handled now */
    void handled(Instant created);

    void accepted(SubmissionAccepted submission);

    void rejected(SubmissionRejected submission);

    /** The map level of a drop that was split is planned. */
    void splitPlanned(SplitPlanned split);

    /** What a drop was split into makes no tasks. */
    void splitRefused(SplitRefused split);

    /** An event told of a drop or a file that was decided before. */
    void repeated();

    /** A drop was found by the sweep, not by its event. */
    void recovered();

    /** @param drops that wait for inputs */
    void waiting(int drops);
}
