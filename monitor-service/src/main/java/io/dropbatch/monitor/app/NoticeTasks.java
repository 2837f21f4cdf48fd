package io.dropbatch.monitor.app;

import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.domain.PollFindings;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.TaskEndTally;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.EndedTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists the tasks that ended on Batch, and announces each task that was not known to have ended. */
public final class NoticeTasks {

    /**
     * The result of a listing.
     *
     * @param jobExists whether Batch still knows the job
     * @param recovered found tasks that a sweep found and that never signalled
     * @param tally of the tasks that were found
     */
    record Noticed(boolean jobExists, WatchedLevel watching, int found, int recovered, TaskEndTally tally) {}

    /** Bounds the memory, however many tasks have ended. */
    private static final int AT_ONCE = 100;

    private final BatchObserver batch;
    private final PollKind.Overlaps overlaps;
    private final TaskTraces taskTraces;
    private final UseCaseContext context;
    private final NoticeStart noticeStart;

    public NoticeTasks(BatchObserver batch, PollKind.Overlaps overlaps, TaskTraces taskTraces, UseCaseContext context) {
        this.batch = batch;
        this.overlaps = overlaps;
        this.taskTraces = taskTraces;
        this.context = context;
        this.noticeStart = new NoticeStart(batch, context);
    }

    Noticed notice(WatchedLevel known, PollKind kind, Predicate<TaskId> signalled, FailureExplanations explanations) {
        if (kind != PollKind.SWEEP) {
            return list(known, kind, signalled, explanations);
        }
        return switch (noticeStart.ask(known)) {
            case NOTHING -> new Noticed(true, known.looked(kind, context.clock().instant()), 0, 0, new TaskEndTally());
            case ENDED -> list(known, kind, signalled, explanations);
            case STARTED -> list(noticeStart.begun(known), kind, signalled, explanations);
        };
    }

    private Noticed list(
            WatchedLevel before, PollKind kind, Predicate<TaskId> signalled, FailureExplanations explanations) {
        WatchedJob job = before.job();
        PollFindings findings = new PollFindings(before);
        // A task that ended before the first look at its level could not signal: it does not count as recovered.
        boolean recovering =
                kind != PollKind.SIGNAL && before.timeline().lookedAt().isAfter(Instant.EPOCH);
        int[] recovered = new int[1];
        List<TaskCompleted> news = new ArrayList<>();
        TaskEndTally tally = new TaskEndTally();
        boolean exists =
                batch.endedTasks(job.job(), TaskId.prefixOf(before.level()), before.since(kind, overlaps), task -> {
                    if (findings.add(task)) {
                        TaskCompleted completed = completed(job, task, explanations);
                        news.add(completed);
                        taskTraces.ended(before, task, completed.failure());
                        recovered[0] += recovering && !signalled.test(task.id()) ? 1 : 0;
                    }
                    if (news.size() == AT_ONCE) {
                        announce(news, tally);
                    }
                });
        if (!news.isEmpty()) {
            announce(news, tally);
        }
        Instant now = context.clock().instant();
        WatchedLevel looked = findings.after(now).looked(kind, now);
        WatchedLevel after = findings.haveBegun() ? noticeStart.begun(looked) : looked;
        return new Noticed(exists, after, findings.found(), recovered[0], tally);
    }

    private void announce(List<TaskCompleted> news, TaskEndTally tally) {
        context.announcer().announce(news);
        Instant now = context.clock().instant();
        news.forEach(task -> tally.add(task, now));
        news.clear();
    }

    private static TaskCompleted completed(WatchedJob job, EndedTask task, FailureExplanations explanations) {
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
