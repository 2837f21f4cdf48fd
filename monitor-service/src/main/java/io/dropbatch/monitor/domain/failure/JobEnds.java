package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.util.Optional;

/** Derives from the state of the job why tasks have not ended, or have failed. */
public final class JobEnds {

    private JobEnds() {}

    /** Why no further task will run; empty while the job is alive. */
    public static Optional<Failure> failure(JobCondition job) {
        return switch (job) {
            case JobCondition.Running running -> Optional.empty();
            case JobCondition.Disabled disabled -> Optional.empty();
            case JobCondition.Paused paused -> Optional.empty();
            case JobCondition.Stopping stopping -> Optional.empty();
            case JobCondition.OutOfBudget outOfBudget ->
                Optional.of(Failure.of(
                        FailureCode.BUDGET,
                        "The job's budget was used up before its tasks had ended: those that ran were left to end, the others"
                                + " did not start. The manifest lists what was verified. Raise limits.budget in the"
                                + " workload, or drop less at a time."));
            case JobCondition.Gone gone ->
                Optional.of(
                        Failure.of(
                                FailureCode.CANCELLED,
                                "The Batch job was deleted before its tasks had ended. Upload the trigger again to start anew."));
            case JobCondition.OutOfTime outOfTime ->
                Optional.of(Failure.of(
                        FailureCode.TIMEOUT,
                        "The job reached its limit of wall-clock time before its tasks had ended. Raise limits.wallClock in"
                                + " the workload, or let each task do less."));
            case JobCondition.Ended ended -> Optional.of(ofEnd(ended));
        };
    }

    private static Failure ofEnd(JobCondition.Ended ended) {
        String reason = ended.reason() == null || ended.reason().isBlank()
                ? "no reason was given"
                : "the reason given is: " + ErrorText.plain(ended.reason());
        return Failure.of(
                FailureCode.CANCELLED, "The Batch job was terminated before its tasks had ended; " + reason + ".");
    }
}
