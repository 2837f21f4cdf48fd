package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.util.List;

/**
 * The map level of a drop that was split is planned: the number of its tasks is known.
 *
 * @param plan path of the plan's second head within the system container
 * @param levels the number of tasks on each level, the split first
 * @param mapLevel which of them is the map
 * @param parts how many files the split has made
 * @param partBytes of these files together
 */
public record SplitPlanned(
        SubmissionId submission,
        String workload,
        JobId job,
        String plan,
        List<Integer> levels,
        int mapLevel,
        int parts,
        long partBytes)
        implements DomainEvent {

    public SplitPlanned {
        levels = List.copyOf(levels);
    }

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
