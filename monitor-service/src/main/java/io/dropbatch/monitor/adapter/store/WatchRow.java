package io.dropbatch.monitor.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.CarriedTasks;
import io.dropbatch.monitor.domain.LevelProgress;
import io.dropbatch.monitor.domain.LevelTimeline;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.ProgressHold;
import io.dropbatch.monitor.domain.ReportedProgress;
import io.dropbatch.monitor.domain.SettledLevel;
import io.dropbatch.monitor.domain.TaskSet;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A watch as it is stored.
 *
 * @param open absent when the level is settled
 * @param mapLevel absent when the first level is the map
 * @param carried what a retried job takes over; absent for a first attempt
 * @param rounds absent when map and merge run once
 */
public record WatchRow(
        SubmissionId submission,
        String workload,
        JobId job,
        String pool,
        List<Integer> levels,
        int level,
        @Nullable Open open,
        @Nullable Integer mapLevel,
        @Nullable CarriedTasks carried,
        @Nullable Integer rounds) {

    /**
     * The state of an open level, without nested records, so that old rows stay readable.
     *
     * @param ended one bit a task, compressed, as Base64
     * @param holdReason why, in words; absent in rows of an earlier version
     * @param started absent in rows of an earlier version, which told no such thing
     */
    public record Open(
            int tasks,
            String ended,
            String failed,
            Instant newest,
            Instant swept,
            Instant movedAt,
            Instant lookedAt,
            int reported,
            Instant reportedAt,
            @Nullable FailureCode hold,
            @Nullable Instant holdSince,
            @Nullable Boolean holdAnnounced,
            @Nullable Boolean started,
            @Nullable String holdReason) {}

    public WatchRow {
        levels = List.copyOf(levels);
    }

    static WatchRow of(LevelWatch watch) {
        WatchedJob job = watch.job();
        Open open = switch (watch) {
            case WatchedLevel watching -> open(watching);
            case SettledLevel settled -> null;
        };
        return new WatchRow(
                job.submission(),
                job.workload(),
                job.job(),
                job.pool(),
                job.levels(),
                watch.level(),
                open,
                job.mapLevel(),
                job.carried(),
                job.rounds());
    }

    LevelWatch toWatch() {
        WatchedJob watched = new WatchedJob(submission, workload, job, pool, levels, mapLevel, carried, rounds);
        return open == null ? new SettledLevel(watched, level) : watching(watched, level, open);
    }

    private static Open open(WatchedLevel watching) {
        LevelTimeline timeline = watching.timeline();
        ReportedProgress reported = watching.progress().reported();
        ProgressHold hold = watching.hold();
        return new Open(
                watching.tasks(),
                PackedBits.pack(watching.ended().toBytes()),
                PackedBits.pack(watching.failed().toBytes()),
                timeline.newest(),
                timeline.swept(),
                timeline.movedAt(),
                timeline.lookedAt(),
                reported.ended(),
                reported.at(),
                hold == null ? null : hold.code(),
                hold == null ? null : hold.since(),
                hold == null ? null : (Boolean) hold.announced(),
                watching.hasStarted(),
                hold == null ? null : hold.reason().message());
    }

    private static WatchedLevel watching(WatchedJob job, int level, Open open) {
        return new WatchedLevel(
                job,
                level,
                open.tasks(),
                new LevelProgress(
                        TaskSet.ofBytes(PackedBits.unpack(open.ended())),
                        TaskSet.ofBytes(PackedBits.unpack(open.failed())),
                        new ReportedProgress(open.reported(), open.reportedAt()),
                        !Boolean.FALSE.equals(open.started())),
                new LevelTimeline(open.newest(), open.swept(), open.movedAt(), open.lookedAt()),
                hold(open));
    }

    private static @Nullable ProgressHold hold(Open open) {
        FailureCode code = open.hold();
        Instant since = open.holdSince();
        return code == null || since == null
                ? null
                : new ProgressHold(
                        Failure.of(code, Objects.requireNonNullElse(open.holdReason(), "The job makes no progress.")),
                        since,
                        Boolean.TRUE.equals(open.holdAnnounced()));
    }
}
