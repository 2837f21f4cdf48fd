package io.dropbatch.planning.table;

import java.util.ArrayList;
import java.util.List;

/** How a row file was read, in words for the person who dropped it. */
public final class TableNote {

    private TableNote() {}

    /** @param columns what is to be said of the columns */
    public static List<String> of(
            String path, DialectRecognition.Recognised recognised, long separatorsOnly, List<String> columns) {
        List<String> parts = new ArrayList<>();
        parts.add(path + " was read as " + recognised.dialect().encoding().title());
        if (recognised.dialect().format() == RowFormat.TABLE) {
            parts.add(separator(recognised));
        }
        if (!recognised.dialect().header() && recognised.dialect().format() == RowFormat.TABLE) {
            parts.add("without a header");
        }
        parts.addAll(columns);
        if (separatorsOnly > 0) {
            parts.add(
                    separatorsOnly == 1
                            ? "one row of separators only was left out"
                            : separatorsOnly + " rows of separators only were left out");
        }
        return List.of(String.join("; ", parts));
    }

    private static String separator(DialectRecognition.Recognised recognised) {
        String shown = TableDialect.shown(recognised.dialect().separator());
        return switch (recognised.origin()) {
            case SAID -> "separated by " + shown;
            case SEPARATOR_LINE -> "separated by " + shown + " (its first line says so)";
            case RECOGNISED -> "separated by " + shown + " (recognised)";
            case ONE_COLUMN -> "one column, nothing separated";
        };
    }
}
