package io.dropbatch.cli.client.watch;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.view.DropLife;
import java.util.Optional;

/** Who knows submissions by their ids; asked for those that storage does not tell of. */
public interface SubmissionSource {

    /** Knows none. */
    SubmissionSource NONE = new SubmissionSource() {

        @Override
        public Optional<DropLife> life(SubmissionId submission) {
            return Optional.empty();
        }

        @Override
        public Optional<DropStatus> status(SubmissionId submission) {
            return Optional.empty();
        }
    };

    /** Empty when there is no such submission. */
    Optional<DropLife> life(SubmissionId submission);

    /** Empty when there is no such submission. */
    Optional<DropStatus> status(SubmissionId submission);
}
