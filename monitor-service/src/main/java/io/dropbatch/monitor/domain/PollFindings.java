package io.dropbatch.monitor.domain;

import io.dropbatch.monitor.domain.failure.EndedTask;
import java.time.Instant;
import java.util.BitSet;

/** Collects what one look finds beyond what was known; not safe for use by several threads. */
public final class PollFindings {

    private final WatchedLevel before;
    private final BitSet ended;
    private final BitSet failed;
    private Instant newest;
    private int found;
    private boolean begun;

    public PollFindings(WatchedLevel before) {
        this.before = before;
        this.ended = before.ended().toBits();
        this.failed = before.failed().toBits();
        this.newest = before.timeline().newest();
    }

    /** Notes a task; true when it belongs to the level and was not known to have ended. */
    public boolean add(EndedTask task) {
        int index = task.id().index();
        if (task.id().level() != before.level() || index < 1 || index > before.tasks()) {
            return false;
        }
        begun |= task.hasBegun();
        newest = task.changedAt().isAfter(newest) ? task.changedAt() : newest;
        if (ended.get(index)) {
            return false;
        }
        ended.set(index);
        failed.set(index, !task.success());
        found++;
        return true;
    }

    public int found() {
        return found;
    }

    /** Whether one of the level's tasks had begun, instead of having been ended before it ran. */
    public boolean haveBegun() {
        return begun;
    }

    /** The level with the findings added. */
    public WatchedLevel after(Instant now) {
        WatchedLevel seen = before.seen(newest);
        return found > 0 ? seen.moved(TaskSet.copyOf(ended), TaskSet.copyOf(failed), now) : seen;
    }
}
