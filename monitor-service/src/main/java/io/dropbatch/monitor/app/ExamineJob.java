package io.dropbatch.monitor.app;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.domain.ExaminationVerdict;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.TaskTotals;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.JobEnds;
import io.dropbatch.monitor.domain.failure.NodePreparation;
import io.dropbatch.monitor.domain.failure.PoolCondition;
import io.dropbatch.monitor.domain.failure.PoolFailures;
import io.dropbatch.monitor.domain.failure.PreparationFailures;
import java.util.Optional;

/** Finds out why no task of a level has ended for a while; sends as few requests to Batch as possible. */
public final class ExamineJob {

    private final BatchObserver batch;

    public ExamineJob(BatchObserver batch) {
        this.batch = batch;
    }

    /** @param kind that just found nothing; after a full one, Batch's count is not asked for */
    ExaminationVerdict examine(WatchedLevel watched, PollKind kind) {
        TaskTotals totals = batch.totals(watched.job().job());
        if (kind != PollKind.FULL && totals.completed() > watched.knownOfJob()) {
            return new ExaminationVerdict.Missed();
        }
        JobCondition job = batch.job(watched.job().job());
        Optional<Failure> end = JobEnds.failure(job);
        if (end.isPresent()) {
            return new ExaminationVerdict.Hopeless(end.get());
        }
        boolean asWanted = job instanceof JobCondition.Stopping || job instanceof JobCondition.Paused;
        if (totals.running() > 0 || asWanted) {
            return new ExaminationVerdict.Healthy();
        }
        return job instanceof JobCondition.Disabled
                ? new ExaminationVerdict.Stuck(Failure.of(
                        FailureCode.PLATFORM,
                        "The Batch job was disabled by somebody: no task starts until it is enabled again."))
                : waiting(watched);
    }

    private ExaminationVerdict waiting(WatchedLevel watched) {
        Optional<NodePreparation> failed =
                PreparationFailures.decisive(batch.preparations(watched.job().job()));
        if (failed.isPresent()) {
            byte[] stderr = batch.errorOutput(failed.get()).orElse(null);
            return new ExaminationVerdict.Hopeless(PreparationFailures.of(failed.get(), stderr));
        }
        return ofPool(watched.job().pool());
    }

    private ExaminationVerdict ofPool(String pool) {
        Optional<PoolCondition> condition = batch.pool(pool);
        if (condition.isEmpty()) {
            return new ExaminationVerdict.Stuck(PoolFailures.gone(pool));
        }
        if (condition.get().isAllocating()) {
            return new ExaminationVerdict.Allocating();
        }
        return PoolFailures.of(condition.get())
                .<ExaminationVerdict>map(ExaminationVerdict.Stuck::new)
                .orElseGet(ExaminationVerdict.Healthy::new);
    }
}
