package io.dropbatch.submission.domain;

/** The format of a row file. */
public enum RowFormat {
    CSV,
    JSON_LINES;

    /** By the file's ending. */
    public static RowFormat of(String path) {
        return path.endsWith(".csv") ? CSV : JSON_LINES;
    }
}
