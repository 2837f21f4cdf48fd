package io.dropbatch.model.id;

import java.util.Locale;
import java.util.regex.Pattern;

/** The id of a task within its job: {@code <level>-<index>}, the index counted from 1 and zero-padded to six digits. */
public record TaskId(String value) implements TextValue, Comparable<TaskId> {

    private static final Pattern LEGAL = Pattern.compile("([0-9]{1,2})-([0-9]{6,7})");

    public TaskId {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("not a task id: <level>-<index> expected");
        }
    }

    public static TaskId of(int level, int index) {
        return new TaskId(prefixOf(level) + String.format(Locale.ROOT, "%06d", index));
    }

    /** What the ids of all tasks of a level begin with. */
    public static String prefixOf(int level) {
        return level + "-";
    }

    public static boolean isLegal(String text) {
        return LEGAL.matcher(text).matches();
    }

    public int level() {
        return Integer.parseInt(value.substring(0, value.indexOf('-')));
    }

    /** Counted from 1 within the level. */
    public int index() {
        return Integer.parseInt(value.substring(value.indexOf('-') + 1));
    }

    @Override
    public int compareTo(TaskId other) {
        int byLevel = Integer.compare(level(), other.level());
        return byLevel != 0 ? byLevel : Integer.compare(index(), other.index());
    }

    @Override
    public String toString() {
        return value;
    }
}
