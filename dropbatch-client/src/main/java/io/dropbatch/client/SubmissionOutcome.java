package io.dropbatch.client;

import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;

/** How a submission ended. */
public sealed interface SubmissionOutcome {

    /** All that was asked for is there, verified. */
    record Ready(OutputReady event) implements SubmissionOutcome {}

    /** Some tasks failed, no more than the workload tolerates. */
    record Partial(OutputPartial event) implements SubmissionOutcome {}

    /** There is no sound result. A cancelled submission has the code {@code CANCELLED}. */
    record Failed(OutputFailed event) implements SubmissionOutcome {}

    /** The drop did not become a job. */
    record Rejected(SubmissionRejected event) implements SubmissionOutcome {}
}
