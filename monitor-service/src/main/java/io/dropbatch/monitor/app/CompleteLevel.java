package io.dropbatch.monitor.app;

import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.app.port.CrashCheckpoints;
import io.dropbatch.monitor.app.port.FailureLimits;
import io.dropbatch.monitor.app.port.LevelRecords;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.JobEnds;
import io.dropbatch.monitor.domain.failure.LevelFailures;
import java.util.Optional;

/** Writes Batch's record of every task of a level and announces that the level is complete. */
public final class CompleteLevel {

    private final BatchObserver batch;
    private final LevelRecords records;
    private final FailureLimits limits;
    private final UseCaseContext context;

    public CompleteLevel(BatchObserver batch, LevelRecords records, FailureLimits limits, UseCaseContext context) {
        this.batch = batch;
        this.records = records;
        this.limits = limits;
        this.context = context;
    }

    /**
     * Ends the level, unless Batch's whole record shows that it is not over.
     *
     * @param cause why it is given up; empty when the tasks decide
     * @return the level as it is now
     */
    LevelWatch complete(WatchedLevel watched, Optional<Failure> cause, FailureExplanations explanations) {
        WatchedJob job = watched.job();
        LevelTally tally = new LevelTally(batch, watched, limits.tolerated(watched), explanations);
        String path = records.write(job.job(), watched.level(), tally::writeTo);
        context.checkpoints().reached(CrashCheckpoints.RECORDED);
        if (cause.isEmpty() && !tally.isDecided()) {
            return watched.corrected(tally.ended());
        }
        Optional<Failure> failure = cause.or(() -> failureOf(watched, tally));
        context.announcer().announce(progress(watched, tally));
        LevelCompleted completed = completed(watched, tally, path, failure);
        context.announcer().announce(completed);
        traceLevel(completed, tally);
        context.telemetry().levelCompleted(completed);
        return watched.settled();
    }

    private void traceLevel(LevelCompleted completed, LevelTally tally) {
        TraceParent level = TraceParent.level(completed.job(), completed.level());
        TraceParent scheduled = TraceParent.scheduled(completed.job(), completed.level());
        tally.period()
                .map(period -> DropSpan.part(level, scheduled, "level", period)
                        .with("level", completed.level())
                        .with("tasks", completed.tasks())
                        .with("succeeded", completed.succeeded())
                        .with("failed", completed.failed()))
                .ifPresent(context.traces()::record);
    }

    /** Tasks that were ended with their job failed for that reason, whatever their own records say. */
    private Optional<Failure> failureOf(WatchedLevel watched, LevelTally tally) {
        return tally.firstFailure()
                .flatMap(first -> JobEnds.failure(batch.job(watched.job().job()))
                        .or(() -> tally.isTolerated()
                                ? Optional.empty()
                                : Optional.of(LevelFailures.of(tally.failed(), watched.tasks(), first))));
    }

    private static JobProgressed progress(WatchedLevel watched, LevelTally tally) {
        WatchedJob job = watched.job();
        return new JobProgressed(
                job.submission(),
                job.workload(),
                job.job(),
                watched.level(),
                job.levels().size(),
                watched.tasks(),
                watched.carried() + tally.succeeded() + tally.failed(),
                tally.failed(),
                job.mapLevel(),
                job.rounds());
    }

    private LevelCompleted completed(WatchedLevel watched, LevelTally tally, String path, Optional<Failure> failure) {
        WatchedJob job = watched.job();
        return new LevelCompleted(
                job.submission(),
                job.workload(),
                job.job(),
                watched.level(),
                job.levels().size(),
                watched.tasks(),
                watched.carried() + tally.succeeded(),
                tally.failed(),
                path,
                context.clock().instant(),
                failure.orElse(null),
                job.mapLevel(),
                job.rounds());
    }
}
