package io.dropbatch.planning.drop;

import org.jspecify.annotations.Nullable;

/**
 * A listed input that has not arrived, or not whole.
 *
 * @param path relative to the drop
 * @param found the length of what is there; negative when nothing is
 * @param alike a file of the drop whose name looks like this one's
 */
public record MissingInput(
        String path, long expected, long found, @Nullable String alike) {

    public MissingInput(String path, long expected, long found) {
        this(path, expected, found, null);
    }

    /** For people: the path, and what is wrong with what is there. */
    public String describe() {
        if (found >= 0) {
            return path + " (has " + found + " bytes, " + expected + " expected)";
        }
        return alike == null
                ? path
                : path + " (there is '" + alike + "': " + FileSpelling.difference(path, alike) + ")";
    }
}
