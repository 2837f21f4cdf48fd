package io.dropbatch.monitor.app;

import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.util.List;

/**
 * Announces once for each job that its first task runs. Until then a sweep asks Batch only whether any task has begun,
 * instead of listing ended tasks, so that it costs no more requests than before.
 */
final class NoticeStart {

    private final BatchObserver batch;
    private final UseCaseContext context;

    NoticeStart(BatchObserver batch, UseCaseContext context) {
        this.batch = batch;
        this.context = context;
    }

    /** The level, as Batch says: unchanged if no task of it runs or has ended. */
    WatchedLevel ask(WatchedLevel watched) {
        boolean begun = watched.hasStarted() || batch.hasStarted(watched.job().job(), TaskId.prefixOf(watched.level()));
        return begun ? started(watched) : watched;
    }

    /** The level, as what is known of it says: a task that has ended has run. */
    WatchedLevel conclude(WatchedLevel watched) {
        return watched.ended().isEmpty() ? watched : started(watched);
    }

    private WatchedLevel started(WatchedLevel watched) {
        if (watched.hasStarted()) {
            return watched;
        }
        WatchedJob job = watched.job();
        context.announcer()
                .announce(List.of(new JobStarted(
                        job.submission(),
                        job.workload(),
                        job.job(),
                        watched.level(),
                        job.levels().size(),
                        watched.tasks(),
                        context.clock().instant(),
                        job.mapLevel(),
                        job.rounds())));
        return watched.started();
    }
}
