package io.dropbatch.monitor.app;

import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.monitor.app.port.BatchAccount;
import io.dropbatch.monitor.app.port.Checkpoints;
import io.dropbatch.monitor.app.port.LevelRecords;
import io.dropbatch.monitor.domain.Watch;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.Watching;
import io.dropbatch.monitor.domain.failure.JobEnds;
import io.dropbatch.monitor.domain.failure.LevelFailures;
import java.util.Optional;

/** Records what Batch says of every task of a level and announces that the level is over. */
public final class CompleteLevel {

    private final BatchAccount batch;
    private final LevelRecords records;
    private final Environment environment;

    public CompleteLevel(BatchAccount batch, LevelRecords records, Environment environment) {
        this.batch = batch;
        this.records = records;
        this.environment = environment;
    }

    /**
     * Ends the level, unless Batch's whole record shows that it is not over.
     *
     * @param cause why it is given up; empty when the tasks decide
     * @return the level as it is now
     */
    Watch complete(Watching watching, Optional<Failure> cause, Explanations explanations) {
        WatchedJob job = watching.job();
        LevelTally tally = new LevelTally(batch, watching, explanations);
        String path = records.write(job.job(), watching.level(), tally::writeTo);
        environment.checkpoints().reached(Checkpoints.RECORDED);
        if (cause.isEmpty() && !tally.isDecided()) {
            return watching.corrected(tally.ended());
        }
        Optional<Failure> failure = cause.or(() -> failureOf(watching, tally));
        environment.announcer().announce(progress(watching, tally));
        LevelCompleted completed = completed(watching, tally, path, failure);
        environment.announcer().announce(completed);
        environment.telemetry().levelCompleted(completed);
        return watching.settled();
    }

    /** Tasks that were ended with their job failed because of that, whatever their own records say. */
    private Optional<Failure> failureOf(Watching watching, LevelTally tally) {
        return tally.firstFailure()
                .map(first -> JobEnds.failure(batch.job(watching.job().job()))
                        .orElseGet(() -> LevelFailures.of(tally.failed(), watching.tasks(), first)));
    }

    private static JobProgressed progress(Watching watching, LevelTally tally) {
        WatchedJob job = watching.job();
        return new JobProgressed(
                job.submission(),
                job.workload(),
                job.job(),
                watching.level(),
                job.levels().size(),
                watching.tasks(),
                tally.succeeded() + tally.failed(),
                tally.failed());
    }

    private LevelCompleted completed(Watching watching, LevelTally tally, String path, Optional<Failure> failure) {
        WatchedJob job = watching.job();
        return new LevelCompleted(
                job.submission(),
                job.workload(),
                job.job(),
                watching.level(),
                job.levels().size(),
                watching.tasks(),
                tally.succeeded(),
                tally.failed(),
                path,
                environment.clock().instant(),
                failure.orElse(null));
    }
}
