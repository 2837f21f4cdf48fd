package io.dropbatch.monitor.domain;

import io.dropbatch.model.outcome.Failure;

/** What an examination says of a job that makes no progress. */
public sealed interface Verdict {

    /** Nothing is wrong: its tasks run or will soon. */
    record Healthy() implements Verdict {}

    /** Batch counts more finished tasks than are known: they have to be listed. */
    record Missed() implements Verdict {}

    /** It cannot go on now, but may later. */
    record Stuck(Failure reason) implements Verdict {}

    /** It will never go on. */
    record Hopeless(Failure reason) implements Verdict {}
}
