package io.dropbatch.results.domain;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.VerifiedTask;
import java.util.List;

/** What the check of one task came to. */
public sealed interface TaskVerdict {

    /**
     * Every output is there, as its node recorded it, and nothing else is.
     *
     * @param writtenLate outputs that storage says were written after the task had ended: only their content can tell
     */
    record Sound(VerifiedTask task, List<OutputRehash> writtenLate) implements TaskVerdict {
        public Sound {
            writtenLate = List.copyOf(writtenLate);
        }
    }

    /** Something is missing, cut short, or was put there by somebody else. */
    record Unsound(Failure failure) implements TaskVerdict {}
}
