package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
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
        DropTrigger trigger,
        Instant acceptedAt,
        String plan,
        List<Integer> levels,
        int priority,
        int inputs,
        long inputBytes)
        implements DomainEvent {

    public SubmissionAccepted {
        levels = List.copyOf(levels);
    }

    @Override
    public String occurrence() {
        return "accepted";
    }
}
