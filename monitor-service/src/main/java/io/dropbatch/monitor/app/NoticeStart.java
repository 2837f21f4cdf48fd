package io.dropbatch.monitor.app;

import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.domain.LevelActivity;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.util.List;

/**
 * Announces once for each job that its first task runs. Until then a sweep asks Batch only whether any task has begun,
 * instead of listing ended tasks, so that it costs no more requests than before. Tasks that were ended before they ran
 * have not begun, and are listed all the same: the level may be over without any start.
 */
final class NoticeStart {

    private final BatchObserver batch;
    private final UseCaseContext context;

    NoticeStart(BatchObserver batch, UseCaseContext context) {
        this.batch = batch;
        this.context = context;
    }

    /** How far the level is; Batch is asked only until its start is known. */
    LevelActivity ask(WatchedLevel watched) {
        return watched.hasStarted()
                ? LevelActivity.STARTED
                : batch.activity(watched.job().job(), TaskId.prefixOf(watched.level()));
    }

    /** The level, now that a task of it has begun. */
    WatchedLevel begun(WatchedLevel watched) {
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
