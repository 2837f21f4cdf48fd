package io.dropbatch.planning.drop;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.workload.Workload;
import java.time.Instant;
import java.util.List;

/** The result of a look at a drop. */
public sealed interface DropVerdict {

    /** The blob is no trigger for its workload, or its drop has another trigger. */
    record NoDrop() implements DropVerdict {}

    /**
     * The blob looks like a trigger and starts nothing yet.
     *
     * @param advice what its owner can do
     */
    record NotStarted(String advice) implements DropVerdict {}

    /** The drop is complete. */
    record Complete(Workload workload, DropContents contents) implements DropVerdict {}

    /** The drop waits for inputs. */
    record Incomplete(List<MissingInput> missing, Instant deadline) implements DropVerdict {}

    /** The drop cannot become a job. */
    record Refused(Failure failure) implements DropVerdict {}
}
