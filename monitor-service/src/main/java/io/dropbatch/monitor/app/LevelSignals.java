package io.dropbatch.monitor.app;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.util.BitSet;
import java.util.Optional;

/**
 * The tasks of a job's current level that have signalled their end but were not yet seen as completed on Batch. Not
 * safe for use by several threads.
 */
final class LevelSignals {

    /** A signal with a higher index is ignored: markers are named on nodes, where users' code runs. */
    private static final int HIGHEST_INDEX = 1_000_000;

    private final BitSet signalled = new BitSet();
    private int level;

    /** The number of tasks of the level that are not known to have ended; 0 until the level is known. */
    private int open;

    private int looksInVain;

    void add(TaskId task) {
        if (task.level() < level || task.index() > HIGHEST_INDEX) {
            return;
        }
        if (task.level() > level) {
            begin(task.level());
            open = 0;
        }
        signalled.set(task.index());
        looksInVain = 0;
    }

    boolean has(TaskId task) {
        return task.level() == level && signalled.get(task.index());
    }

    boolean isEmpty() {
        return signalled.isEmpty();
    }

    void clear() {
        signalled.clear();
    }

    /**
     * Whether every open task has signalled its end. Until then the level cannot be complete, and a look can only find
     * progress.
     */
    boolean areOfAllOpenTasks() {
        return signalled.cardinality() >= open;
    }

    /** Removes the signals that a look has answered; all of them when the level is not watched. */
    void answer(Optional<WatchedLevel> known) {
        open = 0;
        known.ifPresentOrElse(this::answer, this::clear);
    }

    /** Counts a look that left signals unanswered; returns the number of such looks since the last signal. */
    int lookedInVain() {
        return ++looksInVain;
    }

    private void answer(WatchedLevel watched) {
        if (watched.level() > level) {
            begin(watched.level());
        }
        if (watched.level() == level) {
            signalled.andNot(BitSet.valueOf(watched.ended().toBytes()));
            open = watched.open();
        }
    }

    private void begin(int next) {
        signalled.clear();
        level = next;
    }
}
