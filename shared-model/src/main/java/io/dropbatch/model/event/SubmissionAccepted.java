package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.LevelOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drop is complete and valid, and its plan is written.
 *
 * @param plan path of the plan's head within the system container
 * @param levels the number of tasks on each level; of a drop that is split first, of the levels after that the least that
 *     they can have, until {@link SplitPlanned} says more
 * @param priority of the job, -1000 to 1000
 * @param mapLevel which level is the map; absent for the first
 * @param rounds how many rounds of map and merge the levels are, at most; absent when they are passed once
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
        long inputBytes,
        @Nullable Integer mapLevel,
        @Nullable Integer rounds)
        implements DomainEvent {

    public SubmissionAccepted {
        levels = List.copyOf(levels);
    }

    /** The event of a drop that is not split. */
    public SubmissionAccepted(
            SubmissionId submission,
            String workload,
            DropTrigger trigger,
            Instant acceptedAt,
            String plan,
            List<Integer> levels,
            int priority,
            int inputs,
            long inputBytes) {
        this(submission, workload, trigger, acceptedAt, plan, levels, priority, inputs, inputBytes, null, null);
    }

    /** What each level is there for. */
    public LevelOrder order() {
        return LevelOrder.of(levels.size(), mapLevel, rounds);
    }

    @Override
    public String occurrence() {
        return "accepted";
    }
}
