package io.dropbatch.model.drop;

import java.util.List;

/**
 * The files of a drop that are no inputs of it.
 *
 * @param files the first of them, at most {@link #NAMED}
 * @param count how many there are
 */
public record IgnoredFiles(List<IgnoredFile> files, int count) {

    /** So many are named; the others are counted. */
    public static final int NAMED = 100;

    public static final IgnoredFiles NONE = new IgnoredFiles(List.of(), 0);

    public IgnoredFiles {
        files = List.copyOf(files);
    }

    /** Names the first {@link #NAMED} of the given files. */
    public static IgnoredFiles of(List<IgnoredFile> all) {
        return new IgnoredFiles(all.subList(0, Math.min(NAMED, all.size())), all.size());
    }
}
