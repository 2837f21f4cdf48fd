package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.util.List;

/**
 * The outputs of a level were checked.
 *
 * @param sound whether every task is accounted for and every output is what its task computed; if not, the failure has
 *     been announced as {@link OutputFailed}
 * @param outputs path, within the system container, of the record of verified outputs
 * @param levels the number of tasks on each level
 */
public record LevelVerified(
        SubmissionId submission,
        String workload,
        JobId job,
        int level,
        boolean sound,
        String outputs,
        List<Integer> levels)
        implements DomainEvent {

    public LevelVerified {
        levels = List.copyOf(levels);
    }

    /** Whether no level follows. */
    public boolean last() {
        return level == levels.size() - 1;
    }

    @Override
    public String occurrence() {
        return job.attempt() + ":" + level;
    }
}
