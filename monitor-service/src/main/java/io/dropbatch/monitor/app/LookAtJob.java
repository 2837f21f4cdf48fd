package io.dropbatch.monitor.app;

import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.port.Checkpoints;
import io.dropbatch.monitor.app.port.Markers;
import io.dropbatch.monitor.app.port.Watchlist;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Watch;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Asks Batch once what became of a level, announces what is new, and then notes it: a crash in between repeats
 * announcements that carry the same ids.
 */
public final class LookAtJob {

    private final Watchlist watchlist;
    private final LastNoted lastNoted;
    private final Markers markers;
    private final NoticeTasks noticeTasks;
    private final JudgeLevel judgeLevel;
    private final Environment environment;
    private final Duration progressInterval;

    public LookAtJob(
            Watchlist watchlist,
            Markers markers,
            NoticeTasks noticeTasks,
            JudgeLevel judgeLevel,
            Environment environment,
            Duration progressInterval) {
        this.watchlist = watchlist;
        this.lastNoted = new LastNoted(watchlist);
        this.markers = markers;
        this.noticeTasks = noticeTasks;
        this.judgeLevel = judgeLevel;
        this.environment = environment;
        this.progressInterval = progressInterval;
    }

    /** @param signalled whether a task has signalled its end to this process */
    Looked look(JobId job, Look look, Predicate<TaskId> signalled) {
        Optional<Watchlist.Entry> entry = lastNoted.find(job, look);
        return entry.isPresent() && entry.get().watch() instanceof Watching watching
                ? look(entry.get(), watching, look, signalled)
                : Looked.nothing();
    }

    private Looked look(Watchlist.Entry entry, Watching before, Look look, Predicate<TaskId> signalled) {
        Explanations explanations = new Explanations(before.job().job(), markers);
        NoticeTasks.Noticed noticed = noticeTasks.notice(before, look, signalled, explanations);
        JudgeLevel.Judgement judgement = judgeLevel.judge(noticed, look, explanations);
        Watch after = reportProgress(judgement.watch());
        environment.checkpoints().reached(Checkpoints.ANNOUNCED);
        boolean worthNoting = noticed.found() > 0 || look != Look.SIGNAL || !after.equals(noticed.watching());
        boolean noted = note(worthNoting ? watchlist.replace(entry, after) : Optional.of(entry), after);
        // Somebody else has looked or moved on in between: what they noted may lack what was found here.
        return new Looked(after, noticed.found(), noticed.recovered(), noted ? judgement.next() : look);
    }

    /** @param now absent when somebody else has noted something in between */
    private boolean note(Optional<Watchlist.Entry> now, Watch after) {
        JobId job = after.job().job();
        if (now.isPresent() && after instanceof Watching) {
            lastNoted.keep(job, now.get());
        } else {
            lastNoted.forget(job);
        }
        return now.isPresent();
    }

    private Watch reportProgress(Watch watch) {
        Instant now = environment.clock().instant();
        if (!(watch instanceof Watching watching) || !watching.owesProgress(now, progressInterval)) {
            return watch;
        }
        WatchedJob job = watching.job();
        environment
                .announcer()
                .announce(new JobProgressed(
                        job.submission(),
                        job.workload(),
                        job.job(),
                        watching.level(),
                        job.levels().size(),
                        watching.tasks(),
                        watching.ended().count(),
                        watching.failed().count()));
        return watching.progressReported(now);
    }
}
