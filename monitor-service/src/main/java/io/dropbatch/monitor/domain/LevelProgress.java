package io.dropbatch.monitor.domain;

import java.time.Instant;

/**
 * The progress of a level.
 *
 * @param ended the tasks that Batch called completed, failed ones included
 * @param reported the progress that was announced last
 */
public record LevelProgress(TaskSet ended, TaskSet failed, ReportedProgress reported) {

    static LevelProgress none() {
        return new LevelProgress(TaskSet.none(), TaskSet.none(), new ReportedProgress(0, Instant.EPOCH));
    }

    LevelProgress found(TaskSet nowEnded, TaskSet nowFailed) {
        return new LevelProgress(nowEnded, nowFailed, reported);
    }

    /** The progress by Batch's whole record: a task that was started again counts as open. */
    LevelProgress corrected(TaskSet recorded) {
        return new LevelProgress(recorded, TaskSet.none(), reported);
    }

    LevelProgress announced(Instant now) {
        return new LevelProgress(ended, failed, new ReportedProgress(ended.count(), now));
    }

    boolean isAnnounced() {
        return reported.ended() == ended.count();
    }
}
