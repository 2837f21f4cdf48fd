package io.dropbatch.model.event;

import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;

/**
 * A drop cannot become a job: the end of its story.
 */
public record SubmissionRejected(SubmissionId submission, String workload, Trigger trigger, Failure failure)
        implements Announcement {

    @Override
    public String occurrence() {
        return "rejected";
    }
}
