package io.dropbatch.planning.task;

import io.dropbatch.model.id.TaskId;
import java.util.ArrayList;
import java.util.List;

/**
 * The prefixes of task ids that cover consecutive tasks of a level: {@code 0-0012} for the tasks 1,200 to 1,299. Where
 * exactly these tasks would take many prefixes, some more tasks at either end are covered too: up to nine, or more if few
 * prefixes are allowed.
 */
final class TaskPrefixes {

    /** So many prefixes fit into one task's files, however long addresses and identities are. */
    static final int MOST = 36;

    private static final int ALL = 1_000_000;

    private final int first;
    private final int last;
    private final List<String> found = new ArrayList<>();

    private TaskPrefixes(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /**
     * @param tasks of the whole level: nothing lies beyond its ends, so a prefix may reach there
     * @param most how many prefixes there may be
     */
    static List<String> of(int level, int first, int last, int tasks, int most) {
        int from = first == 1 ? 0 : first;
        int to = last == tasks ? ALL - 1 : last;
        List<String> prefixes = new TaskPrefixes(from, to).cover(level);
        for (int step = 10; step < ALL && prefixes.size() > most; step *= 10) {
            prefixes = new TaskPrefixes(from / step * step, to / step * step + step - 1).cover(level);
        }
        if (last == ALL) {
            prefixes.add(TaskId.of(level, ALL) + "/");
        }
        return prefixes;
    }

    private List<String> cover(int level) {
        cover(TaskId.prefixOf(level), 0, ALL);
        return found;
    }

    /** @param size how many ids begin with the prefix, the first of them with the index {@code from} */
    private void cover(String prefix, int from, int size) {
        if (from > last || from + size - 1 < first) {
            return;
        }
        if (first <= from && from + size - 1 <= last) {
            found.add(size == 1 ? prefix + "/" : prefix);
            return;
        }
        int step = size / 10;
        for (int digit = 0; digit < 10; digit++) {
            cover(prefix + digit, from + digit * step, step);
        }
    }
}
