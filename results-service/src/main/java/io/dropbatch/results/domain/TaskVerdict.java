package io.dropbatch.results.domain;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.VerifiedTask;
import java.util.List;

/** The result of the check of one task. */
public sealed interface TaskVerdict {

    /**
     * Every output exists as its node recorded it, and no other blob does.
     *
     * @param writtenLate outputs that storage says were written after the task had ended: only their content can tell
     */
    record Sound(VerifiedTask task, List<OutputRehash> writtenLate) implements TaskVerdict {
        public Sound {
            writtenLate = List.copyOf(writtenLate);
        }
    }

    /** Batch's record says that the task failed. */
    record Failed(TaskRecord record, Failure failure) implements TaskVerdict {}

    /** An output is missing or truncated, or a blob is not the task's. */
    record Unsound(Failure failure) implements TaskVerdict {}
}
