package io.dropbatch.submission.domain;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;

/** What was decided about a drop. A waiting one may become any of the others; these are the end of the story here. */
public sealed interface Submission {

    /** What is announced, and announced again whenever the same drop is seen again. */
    DomainEvent announcement();

    DropTrigger trigger();

    /** @param triggerBlob the trigger's length and hash: a metadata change alters its ETag and nothing else */
    record Waiting(SubmissionWaiting announcement, SeenBlob triggerBlob) implements Submission {
        @Override
        public DropTrigger trigger() {
            return announcement.trigger();
        }
    }

    /** The drop is a job's submission. */
    record Accepted(SubmissionAccepted announcement) implements Submission {
        @Override
        public DropTrigger trigger() {
            return announcement.trigger();
        }
    }

    /** The drop cannot become a job. */
    record Rejected(SubmissionRejected announcement) implements Submission {
        @Override
        public DropTrigger trigger() {
            return announcement.trigger();
        }
    }
}
