package io.dropbatch.monitor.domain.failure;

import org.jspecify.annotations.Nullable;

/** The state of a job on Batch. */
public sealed interface JobCondition {

    /** Tasks may run. */
    record Running() implements JobCondition {}

    /** Somebody disabled it: no task starts until it is enabled again. */
    record Disabled() implements JobCondition {}

    /** Its owner wants it to pause: no task starts until it is resumed, those that run are left to end. */
    record Paused() implements JobCondition {}

    /** Its budget is used up: no task starts any more, those that run are left to end. */
    record Stopping() implements JobCondition {}

    /** It was ended because its budget is used up. */
    record OutOfBudget() implements JobCondition {}

    /** Somebody ended it, or is ending it: no task will start. */
    record Ended(@Nullable String reason) implements JobCondition {}

    /** It reached its own limit of wall-clock time. */
    record OutOfTime() implements JobCondition {}

    /** Batch has no such job. */
    record Gone() implements JobCondition {}
}
