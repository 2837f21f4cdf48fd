package io.dropbatch.monitor.app;

import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.port.BatchAccount;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Sightings;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.Watching;
import io.dropbatch.monitor.domain.failure.EndedTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists what ended on Batch, and announces each task that was not known to have ended. */
public final class NoticeTasks {

    /**
     * What a listing brought.
     *
     * @param jobExists whether Batch still knows the job
     * @param recovered found tasks that a sweep found and that never signalled
     */
    record Noticed(boolean jobExists, Watching watching, int found, int recovered) {}

    /** So that memory stays flat however many have ended. */
    private static final int AT_ONCE = 100;

    private final BatchAccount batch;
    private final Look.Overlaps overlaps;
    private final Environment environment;

    public NoticeTasks(BatchAccount batch, Look.Overlaps overlaps, Environment environment) {
        this.batch = batch;
        this.overlaps = overlaps;
        this.environment = environment;
    }

    Noticed notice(Watching before, Look look, Predicate<TaskId> signalled, Explanations explanations) {
        WatchedJob job = before.job();
        Sightings sightings = new Sightings(before);
        // What ended before the level was first looked at had nobody to signal to: that is no recovery.
        boolean recovering = look != Look.SIGNAL && before.timeline().lookedAt().isAfter(Instant.EPOCH);
        int[] recovered = new int[1];
        List<TaskCompleted> news = new ArrayList<>();
        boolean exists =
                batch.endedTasks(job.job(), TaskId.prefixOf(before.level()), before.since(look, overlaps), task -> {
                    if (sightings.add(task)) {
                        news.add(completed(job, task, explanations));
                        recovered[0] += recovering && !signalled.test(task.id()) ? 1 : 0;
                    }
                    if (news.size() == AT_ONCE) {
                        environment.announcer().announce(news);
                        news.clear();
                    }
                });
        if (!news.isEmpty()) {
            environment.announcer().announce(news);
        }
        Instant now = environment.clock().instant();
        Watching after = sightings.after(now).looked(look, now);
        return new Noticed(exists, after, sightings.found(), recovered[0]);
    }

    private static TaskCompleted completed(WatchedJob job, EndedTask task, Explanations explanations) {
        return new TaskCompleted(
                job.submission(),
                job.workload(),
                job.job(),
                task.id(),
                task.success(),
                task.exitCode(),
                task.node(),
                task.startedAt(),
                task.endedAt(),
                task.retries(),
                task.requeues(),
                explanations.of(task));
    }
}
