package io.dropbatch.model.event;

import io.dropbatch.model.drop.InboxFile;
import io.dropbatch.model.id.SubmissionId;

/**
 * A file has arrived that looks like a trigger and starts nothing. It may be an input like any other: the drop can
 * still be started by its trigger, as another submission.
 *
 * @param message for the drop's owner: what is wrong and what to do
 */
public record SubmissionHinted(SubmissionId submission, String workload, InboxFile file, String message)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return "hinted";
    }
}
