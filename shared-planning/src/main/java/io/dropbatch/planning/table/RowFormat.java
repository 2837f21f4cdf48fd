package io.dropbatch.planning.table;

import java.util.Locale;

/** The format of a row file. */
public enum RowFormat {
    TABLE,
    JSON_LINES;

    /** By the file's ending. */
    public static RowFormat of(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jsonl") || lower.endsWith(".ndjson") ? JSON_LINES : TABLE;
    }
}
