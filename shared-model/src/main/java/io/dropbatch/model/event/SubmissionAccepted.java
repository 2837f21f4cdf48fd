package io.dropbatch.model.event;

import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import java.util.List;

/**
 * A drop is complete and valid, and its plan is written.
 *
 * @param plan path of the plan's head within the system container
 * @param levels the number of tasks on each level, the map first
 * @param priority of the job, -1000 to 1000
 */
public record SubmissionAccepted(
        SubmissionId submission,
        String workload,
        Trigger trigger,
        Instant acceptedAt,
        String plan,
        List<Integer> levels,
        int priority,
        int inputs,
        long inputBytes)
        implements Announcement {

    public SubmissionAccepted {
        levels = List.copyOf(levels);
    }

    @Override
    public String occurrence() {
        return "accepted";
    }
}
