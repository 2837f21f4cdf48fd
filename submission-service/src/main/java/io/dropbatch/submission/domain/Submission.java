package io.dropbatch.submission.domain;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.planning.drop.SeenBlob;

/** The decision about a drop. A waiting drop may become accepted or rejected; both are final in this service. */
public sealed interface Submission {

    /** The event that is announced, and announced again whenever the same drop is seen again. */
    DomainEvent announcement();

    DropTrigger trigger();

    /** @param triggerBlob the trigger's length and hash: a metadata change alters its ETag and nothing else */
    record Waiting(SubmissionWaiting announcement, SeenBlob triggerBlob) implements Submission {
        @Override
        public DropTrigger trigger() {
            return announcement.trigger();
        }
    }

    /** The drop becomes a job. */
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
