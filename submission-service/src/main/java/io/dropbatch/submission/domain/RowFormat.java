package io.dropbatch.submission.domain;

/** How a row file is written. */
public enum RowFormat {
    CSV,
    JSON_LINES;

    /** By the file's ending. */
    public static RowFormat of(String path) {
        return path.endsWith(".csv") ? CSV : JSON_LINES;
    }
}
