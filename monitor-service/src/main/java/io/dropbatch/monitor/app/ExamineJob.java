package io.dropbatch.monitor.app;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.app.port.BatchAccount;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.TaskTotals;
import io.dropbatch.monitor.domain.Verdict;
import io.dropbatch.monitor.domain.Watching;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.JobEnds;
import io.dropbatch.monitor.domain.failure.PoolCondition;
import io.dropbatch.monitor.domain.failure.PoolFailures;
import io.dropbatch.monitor.domain.failure.Preparation;
import io.dropbatch.monitor.domain.failure.PreparationFailures;
import java.util.Optional;

/** Finds out why no task of a level has ended for a while; asks Batch no more than it has to. */
public final class ExamineJob {

    private final BatchAccount batch;

    public ExamineJob(BatchAccount batch) {
        this.batch = batch;
    }

    /** @param look that just found nothing; after a full one, Batch's count is not asked for */
    Verdict examine(Watching watching, Look look) {
        TaskTotals totals = batch.totals(watching.job().job());
        if (look != Look.FULL && totals.completed() > watching.knownOfJob()) {
            return new Verdict.Missed();
        }
        JobCondition job = batch.job(watching.job().job());
        Optional<Failure> end = JobEnds.failure(job);
        if (end.isPresent()) {
            return new Verdict.Hopeless(end.get());
        }
        if (totals.running() > 0) {
            return new Verdict.Healthy();
        }
        return job instanceof JobCondition.Disabled
                ? new Verdict.Stuck(Failure.of(
                        FailureCode.PLATFORM,
                        "The Batch job was disabled by somebody: no task starts until it is enabled again."))
                : waiting(watching);
    }

    private Verdict waiting(Watching watching) {
        Optional<Preparation> failed =
                PreparationFailures.decisive(batch.preparations(watching.job().job()));
        if (failed.isPresent()) {
            byte[] stderr = batch.errorOutput(failed.get()).orElse(null);
            return new Verdict.Hopeless(PreparationFailures.of(failed.get(), stderr));
        }
        return troubleOf(watching.job().pool()).<Verdict>map(Verdict.Stuck::new).orElseGet(Verdict.Healthy::new);
    }

    private Optional<Failure> troubleOf(String pool) {
        Optional<PoolCondition> condition = batch.pool(pool);
        return condition.isEmpty() ? Optional.of(PoolFailures.gone(pool)) : PoolFailures.of(condition.get());
    }
}
