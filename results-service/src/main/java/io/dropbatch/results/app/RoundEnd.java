package io.dropbatch.results.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.ResultManifest.RoundSummary;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.workload.RoundRule;
import io.dropbatch.results.app.port.VerifiedLevels;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a round is the last, because its merge wrote the file that ends the rounds. The record of verified outputs
 * decides, which never changes.
 */
public final class RoundEnd {

    private final VerifiedLevels verified;

    public RoundEnd(VerifiedLevels verified) {
        this.verified = verified;
    }

    /** False for a level that is not verified, and for one that ends no round. */
    public boolean isReached(Plan plan, JobId job, int level) {
        @Nullable RoundRule rounds = plan.workload().rounds();
        if (rounds == null || !plan.order().endsRound(level)) {
            return false;
        }
        try (Stream<VerifiedTask> tasks = verified.read(job, level)) {
            return tasks.flatMap(task -> task.outputs().stream())
                    .anyMatch(output -> output.path().equals(rounds.until()));
        }
    }

    /** The rounds that were verified to their end; absent when map and merge run once. */
    @Nullable
    List<RoundSummary> verifiedRounds(Plan plan, JobId job) {
        @Nullable Integer most = plan.rounds();
        return most == null
                ? null
                : IntStream.rangeClosed(1, most)
                        .takeWhile(round -> verified.exists(job, plan.order().levelsThrough(round) - 1))
                        .mapToObj(round -> summary(plan, job, round))
                        .toList();
    }

    private RoundSummary summary(Plan plan, JobId job, int round) {
        int mapLevel = plan.order().mapOf(round);
        int merge = plan.order().levelsThrough(round) - 1;
        int tasks = IntStream.rangeClosed(mapLevel, merge)
                .map(level -> plan.levels().get(level))
                .sum();
        return new RoundSummary(round, mapLevel, merge, tasks, isReached(plan, job, merge));
    }
}
