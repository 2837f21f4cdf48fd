package io.dropbatch.submission.domain;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.Workload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a plan may ask for at most: checked before the plan counts, so that nothing is spent on a job that cannot end. */
public final class PlanLimits {

    private PlanLimits() {}

    /** Why a drop of this many tasks cannot be merged as its workload says. */
    public static Optional<Failure> ofMerge(Workload workload, int tasks) {
        @Nullable Merge merge = workload.merge();
        if (merge == null || merge.rounds() != Merge.Rounds.ONE || !merge.isRepeated(tasks)) {
            return Optional.empty();
        }
        return Optional.of(DropRefusals.oneRoundOnly(merge, tasks));
    }
}
