package io.dropbatch.monitor.domain;

import io.dropbatch.model.outcome.Failure;

/** The result of the examination of a job that makes no progress. */
public sealed interface ExaminationVerdict {

    /** Nothing is wrong: its tasks run or will soon. */
    record Healthy() implements ExaminationVerdict {}

    /** Azure is allocating the pool's first usable node: a reason that held before may hold still. */
    record Allocating() implements ExaminationVerdict {}

    /** Batch counts more finished tasks than are known, so they have to be listed. */
    record Missed() implements ExaminationVerdict {}

    /** The job cannot continue now, but may later. */
    record Stuck(Failure reason) implements ExaminationVerdict {}

    /** The job can never continue. */
    record Hopeless(Failure reason) implements ExaminationVerdict {}
}
