package io.dropbatch.planning.plan;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.RoundRule;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropRefusals;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a plan may ask for at most: checked before the plan counts, so that nothing is spent on a job that cannot end. */
public final class PlanLimits {

    /** The limit for the addresses and paths of all files that Batch brings for one task. */
    private static final int MOST_CHARACTERS = 32_768;

    /** The shortest that an address with a signature and the names of its keys can be, without the path of the blob. */
    private static final int LEAST_ADDRESS = 180;

    private PlanLimits() {}

    /** Why a drop of this many tasks cannot be merged as its workload says. */
    public static Optional<Failure> ofMerge(Workload workload, int tasks) {
        @Nullable Merge merge = workload.merge();
        if (merge == null || merge.rounds() != Merge.Rounds.ONE || !merge.isRepeated(tasks)) {
            return Optional.empty();
        }
        return Optional.of(DropRefusals.oneRoundOnly(merge, tasks));
    }

    /** Why a drop of this many tasks cannot be run in rounds as its workload says. */
    public static Optional<Failure> ofRounds(Workload workload, int tasks) {
        @Nullable RoundRule rounds = workload.rounds();
        @Nullable Merge merge = workload.merge();
        if (rounds == null || merge == null) {
            return Optional.empty();
        }
        if ((long) tasks * rounds.max() > workload.limits().maxTasks()) {
            return Optional.of(DropRefusals.tooManyInRounds(workload.limits(), tasks, rounds));
        }
        int merges = merge.levels(tasks).size() - 1;
        int before = workload.split() == null ? 0 : 1;
        return before + rounds.max() * (1 + merges) > LevelOrder.MOST_LEVELS
                ? Optional.of(DropRefusals.tooManyLevels(rounds, merges))
                : Optional.empty();
    }

    /**
     * Why Batch can bring the files of a task, or the shared ones, by no means. Addresses count for the limit and are
     * not known here: what is let through here, scheduler-service measures to the character before the first task.
     */
    public static Optional<Failure> ofLists(String prefix, List<PlannedInput> shared, PlanExtent extent) {
        int folder = LEAST_ADDRESS + prefix.length();
        PlannedTask largest = extent.largest();
        List<String> prefixes = largest.prefixes() == null ? List.of() : largest.prefixes();
        if (fewest(largest.inputs(), prefixes, folder) > MOST_CHARACTERS) {
            return Optional.of(DropRefusals.tooManyOfOneTask(largest.inputs()));
        }
        return fewest(shared, extent.sharedPrefixes(), folder) > MOST_CHARACTERS
                ? Optional.of(DropRefusals.tooManyShared(shared))
                : Optional.empty();
    }

    /** Of each file by its address, and of as many as possible by prefixes. */
    private static long fewest(List<PlannedInput> files, List<String> prefixes, int folder) {
        List<PlannedInput> alone = files.stream()
                .filter(input -> prefixes.stream().noneMatch(input.path()::startsWith))
                .toList();
        long byPrefix = characters(alone, folder)
                + prefixes.stream()
                        .mapToLong(prefix -> folder + prefix.length())
                        .sum();
        return Math.min(byPrefix, characters(files, folder));
    }

    /** The path of a file is in its address and in the name that it gets. */
    private static long characters(List<PlannedInput> files, int folder) {
        return files.stream()
                .mapToLong(file -> folder + 2L * file.path().length())
                .sum();
    }
}
