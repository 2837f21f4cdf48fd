package io.dropbatch.monitor.domain;

import java.time.Instant;

/**
 * The progress of a level.
 *
 * @param ended the tasks that Batch called completed, failed ones included
 * @param reported the progress that was announced last
 * @param started whether a task of the job is known to have begun
 */
public record LevelProgress(TaskSet ended, TaskSet failed, ReportedProgress reported, boolean started) {

    /** @param started whether the job had tasks on an earlier level */
    static LevelProgress none(boolean started) {
        return new LevelProgress(TaskSet.none(), TaskSet.none(), new ReportedProgress(0, Instant.EPOCH), started);
    }

    LevelProgress found(TaskSet nowEnded, TaskSet nowFailed) {
        return new LevelProgress(nowEnded, nowFailed, reported, started);
    }

    /** The progress by Batch's whole record: a task that was started again counts as open. */
    LevelProgress corrected(TaskSet recorded) {
        return new LevelProgress(recorded, TaskSet.none(), reported, started);
    }

    LevelProgress announced(Instant now) {
        return new LevelProgress(ended, failed, new ReportedProgress(ended.count(), now), started);
    }

    LevelProgress begun() {
        return new LevelProgress(ended, failed, reported, true);
    }

    boolean isAnnounced() {
        return reported.ended() == ended.count();
    }
}
