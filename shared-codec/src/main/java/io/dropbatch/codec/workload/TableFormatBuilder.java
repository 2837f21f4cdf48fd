package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.JsonPointers;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.workload.ColumnTitle;
import io.dropbatch.model.workload.TableColumn;
import io.dropbatch.model.workload.TableEncoding;
import io.dropbatch.model.workload.TableFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how a row file is to be read. */
final class TableFormatBuilder {

    private static final String POINTER = "/tasks/forEach/row";
    private static final Pattern NAME = Pattern.compile("[A-Z0-9_]{1,100}");
    private static final Pattern JSON_LINES = Pattern.compile("(?is).*\\.(jsonl|ndjson)");
    private static final Pattern TEXT = Pattern.compile("(?is).*\\.txt");
    private static final Map<String, Character> SEPARATORS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "\\t", '\t', "pipe", '|');

    private final SourceDocument document;
    private final List<DocumentProblem> problems;

    TableFormatBuilder(SourceDocument document, List<DocumentProblem> problems) {
        this.document = document;
        this.problems = problems;
    }

    TableFormat build(String file, int chunk) {
        @Nullable Character separator = separator();
        boolean header = at("/header").asBoolean(true);
        TableFormat format = new TableFormat(separator, encoding(), header, columns(header, chunk));
        if (JSON_LINES.matcher(file).matches()) {
            refuseForJsonLines("/separator");
            refuseForJsonLines("/header");
        }
        if (TEXT.matcher(file).matches() && at("/separator").isMissingNode()) {
            note(
                    "",
                    "names a .txt file: say how its columns are separated, such as row: { file: \"" + file
                            + "\", separator: tab }");
        }
        return format;
    }

    private void refuseForJsonLines(String key) {
        if (!at(key).isMissingNode()) {
            note(key, "is for tables, but the file is JSON Lines: leave it out");
        }
    }

    private @Nullable Character separator() {
        if (at("/separator").isMissingNode()) {
            return null;
        }
        String said = at("/separator").asText();
        @Nullable Character named = SEPARATORS.get(said.toLowerCase(Locale.ROOT));
        if (named != null) {
            return named;
        }
        if (said.length() != 1 || !isSeparator(said.charAt(0))) {
            note(
                    "/separator",
                    "has to be comma, semicolon, tab, pipe, or one ASCII character in quotes that is no"
                            + " letter, digit, quote or line break");
            return null;
        }
        return said.charAt(0);
    }

    private static boolean isSeparator(char c) {
        return c > 0 && c < 127 && !Character.isLetterOrDigit(c) && "\"'\r\n".indexOf(c) < 0;
    }

    private @Nullable TableEncoding encoding() {
        if (at("/encoding").isMissingNode()) {
            return null;
        }
        @Nullable
        TableEncoding named = TableEncoding.named(at("/encoding").asText()).orElse(null);
        if (named == null) {
            note("/encoding", "has to be one of " + TableEncoding.keys());
        }
        return named;
    }

    private @Nullable List<TableColumn> columns(boolean header, int chunk) {
        JsonNode said = at("/columns");
        if (said.isMissingNode()) {
            return null;
        }
        if (chunk > 1 && !said.isEmpty()) {
            note("/columns", "names PARAM_ variables, which only tasks of one row have: leave it out, or set chunk: 1");
        }
        if (said.isObject() && !header) {
            note("/columns", "has to be a list of names, one for each column from the left: there is no header");
        }
        List<TableColumn> columns = said.isObject() ? named(said) : listed(said, header);
        Set<String> names = new HashSet<>();
        for (TableColumn column : columns) {
            if (!names.add(column.name())) {
                note("/columns", "has two columns for PARAM_" + column.name());
            }
        }
        return columns;
    }

    private List<TableColumn> named(JsonNode said) {
        List<TableColumn> columns = new ArrayList<>();
        for (Iterator<String> keys = said.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            String pointer = JsonPointers.child("/columns", key);
            String name = key.toUpperCase(Locale.ROOT);
            if (name.startsWith("PARAM_")) {
                note(pointer, "begins with PARAM_, which is put before each name: leave it out");
            }
            if (!NAME.matcher(name).matches()) {
                note(pointer, "is not the end of a variable's name: letters, digits and '_'");
            }
            columns.add(column(pointer, name, said.get(key)));
        }
        return columns;
    }

    private TableColumn column(String pointer, String name, JsonNode value) {
        if (!value.isNumber()) {
            return TableColumn.titled(name, value.asText());
        }
        if (value.intValue() < 1) {
            note(pointer, "has to be the column's title, or its position from 1");
        }
        return TableColumn.at(name, value.intValue());
    }

    private List<TableColumn> listed(JsonNode said, boolean header) {
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            String title = document.spelling(POINTER + "/columns/" + i);
            String name = ColumnTitle.name(title).orElse("");
            if (name.isEmpty()) {
                note("/columns/" + i, "has no letter A to Z or digit that a name could be made of: write NAME: title");
            }
            columns.add(header ? TableColumn.titled(name, title) : TableColumn.at(name, i + 1));
        }
        return columns;
    }

    private JsonNode at(String key) {
        return document.root().at(POINTER + key);
    }

    private void note(String key, String message) {
        problems.add(document.problem(POINTER + key, message));
    }
}
