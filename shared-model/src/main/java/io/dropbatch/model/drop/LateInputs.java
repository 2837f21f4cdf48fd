package io.dropbatch.model.drop;

import java.util.List;

/**
 * Files that arrived in a drop after it had been accepted, so that no task got them.
 *
 * @param paths the first of them within the drop, at most {@link #NAMED}
 * @param count how many there are
 */
public record LateInputs(List<String> paths, int count) {

    /** So many are named; the others are counted. */
    public static final int NAMED = 100;

    public static final LateInputs NONE = new LateInputs(List.of(), 0);

    public LateInputs {
        paths = List.copyOf(paths);
    }
}
