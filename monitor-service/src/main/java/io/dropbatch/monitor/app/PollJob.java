package io.dropbatch.monitor.app;

import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.trace.TraceStep;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.app.port.CrashCheckpoints;
import io.dropbatch.monitor.app.port.MarkerReader;
import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists a level's ended tasks on Batch once, announces the new ones, and then stores them: a crash in between repeats
 * events with the same ids.
 */
public final class PollJob {

    private final WatchStore watches;
    private final LastNoted lastNoted;
    private final BatchObserver batch;
    private final MarkerReader markers;
    private final NoticeTasks noticeTasks;
    private final JudgeLevel judgeLevel;
    private final UseCaseContext context;
    private final Duration progressInterval;

    public PollJob(
            WatchStore watches,
            BatchObserver batch,
            MarkerReader markers,
            NoticeTasks noticeTasks,
            JudgeLevel judgeLevel,
            UseCaseContext context,
            Duration progressInterval) {
        this.watches = watches;
        this.lastNoted = new LastNoted(watches);
        this.batch = batch;
        this.markers = markers;
        this.noticeTasks = noticeTasks;
        this.judgeLevel = judgeLevel;
        this.context = context;
        this.progressInterval = progressInterval;
    }

    /** @param signalled whether a task has signalled its end to this process */
    PollResult look(JobId job, PollKind kind, Predicate<TaskId> signalled) {
        Optional<WatchStore.Entry> entry = lastNoted.find(job, kind);
        return entry.isPresent() && entry.get().watch() instanceof WatchedLevel watched
                ? context.traces()
                        .within(
                                TraceStep.observing(job, watched.level()),
                                () -> look(entry.get(), watched, kind, signalled))
                : PollResult.nothing();
    }

    private PollResult look(WatchStore.Entry entry, WatchedLevel before, PollKind kind, Predicate<TaskId> signalled) {
        FailureExplanations explanations = new FailureExplanations(before.job().job(), batch, markers);
        NoticeTasks.Noticed noticed = noticeTasks.notice(before, kind, signalled, explanations);
        JudgeLevel.Judgement judgement = judgeLevel.judge(noticed, kind, explanations);
        LevelWatch after = reportProgress(judgement.watch());
        context.checkpoints().reached(CrashCheckpoints.ANNOUNCED);
        boolean worthNoting = noticed.found() > 0 || kind != PollKind.SIGNAL || !after.equals(noticed.watching());
        boolean noted = note(worthNoting ? watches.replace(entry, after) : Optional.of(entry), after);
        if (noted && !noticed.tally().isEmpty()) {
            context.telemetry().ended(before.job(), noticed.tally());
        }
        // Another process has replaced the watch in between: its version may lack what was found here.
        return new PollResult(after, noticed.found(), noticed.recovered(), noted ? judgement.next() : kind);
    }

    /** @param now absent when another process has replaced the watch in between */
    private boolean note(Optional<WatchStore.Entry> now, LevelWatch after) {
        JobId job = after.job().job();
        if (now.isPresent() && after instanceof WatchedLevel) {
            lastNoted.keep(job, now.get());
        } else {
            lastNoted.forget(job);
        }
        return now.isPresent();
    }

    private LevelWatch reportProgress(LevelWatch watch) {
        Instant now = context.clock().instant();
        if (!(watch instanceof WatchedLevel watched) || !watched.owesProgress(now, progressInterval)) {
            return watch;
        }
        WatchedJob job = watched.job();
        context.announcer()
                .announce(new JobProgressed(
                        job.submission(),
                        job.workload(),
                        job.job(),
                        watched.level(),
                        job.levels().size(),
                        watched.tasks(),
                        watched.carried() + watched.ended().count(),
                        watched.failed().count(),
                        job.mapLevel(),
                        job.rounds()));
        return watched.progressReported(now);
    }
}
