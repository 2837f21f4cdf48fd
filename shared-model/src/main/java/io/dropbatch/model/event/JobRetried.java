package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.result.CarriedTasks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next attempt at a submission begins, because somebody asked for it after the one before had failed.
 *
 * @param job the next attempt
 * @param before the attempt that failed
 * @param request who asked, how and when
 * @param levels the number of tasks on each level
 * @param carried what the next attempt takes over
 * @param mapLevel which of the levels is the map; absent for the first
 * @param rounds how many rounds of map and merge the levels are, at most; absent when they are passed once
 */
public record JobRetried(
        SubmissionId submission,
        String workload,
        JobId job,
        JobId before,
        DropTrigger trigger,
        UserRequest request,
        List<Integer> levels,
        CarriedTasks carried,
        @Nullable Integer mapLevel,
        @Nullable Integer rounds)
        implements DomainEvent {

    public JobRetried {
        levels = List.copyOf(levels);
    }

    /** What each level is there for. */
    public LevelOrder order() {
        return LevelOrder.of(levels.size(), mapLevel, rounds);
    }

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }

    /** Whether the drop has to be split again: until that is done, nobody knows how many tasks are to run. */
    public boolean splitsAgain() {
        return mapLevel != null && carried.level() < mapLevel;
    }

    /** How many tasks are to run: the open ones of the first level, and all of those above it. */
    public int tasks() {
        return levels.stream().skip(carried.level()).mapToInt(Integer::intValue).sum() - carried.tasks();
    }
}
