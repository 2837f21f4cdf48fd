package io.dropbatch.monitor.domain;

import io.dropbatch.model.outcome.Failure;

/** What an examination says of a job that makes no progress. */
public sealed interface ExaminationVerdict {

    /** Nothing is wrong: its tasks run or will soon. */
    record Healthy() implements ExaminationVerdict {}

    /** Batch counts more finished tasks than are known: they have to be listed. */
    record Missed() implements ExaminationVerdict {}

    /** It cannot go on now, but may later. */
    record Stuck(Failure reason) implements ExaminationVerdict {}

    /** It will never go on. */
    record Hopeless(Failure reason) implements ExaminationVerdict {}
}
