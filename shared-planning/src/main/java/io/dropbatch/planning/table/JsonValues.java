package io.dropbatch.planning.table;

import io.dropbatch.model.workload.ColumnTitle;
import io.dropbatch.model.workload.TableColumn;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The simple fields of JSON Lines as parameters, for tasks of one row each; each line has to be JSON in any case. */
public final class JsonValues implements RowValues {

    private static final int MOST_NAMES = 1000;

    private final @Nullable List<TableColumn> columns;
    private final boolean single;
    private final JsonLineParser parser;
    private final Map<String, Optional<String>> names = new HashMap<>();
    private final NamelessFields nameless = new NamelessFields();

    /**
     * @param columns the fields that become parameters; all of them when not said
     * @param single whether a task has one row, so that its fields become parameters
     */
    public JsonValues(@Nullable List<TableColumn> columns, boolean single, JsonLineParser parser) {
        this.columns = columns;
        this.single = single && (columns == null || !columns.isEmpty());
        this.parser = parser;
    }

    @Override
    public void header(ScannedRow header) {
        throw new IllegalStateException("JSON Lines have no header");
    }

    @Override
    public Map<String, String> of(ScannedRow row) throws UnreadableTableException {
        if (row.isCut()) {
            return unread(row);
        }
        Map<String, String> fields = parse(row);
        if (!single) {
            return Map.of();
        }
        return ParameterSpace.check(row.line(), columns == null ? all(fields, row) : chosen(columns, fields, row));
    }

    /** A line that is too long to be looked at is the program's affair, unless its values were promised. */
    private Map<String, String> unread(ScannedRow row) throws UnreadableTableException {
        if (single) {
            throw ParameterSpace.tooLong(row.line());
        }
        return Map.of();
    }

    private Map<String, String> parse(ScannedRow row) throws UnreadableTableException {
        try {
            return parser.scalars(row.text());
        } catch (JsonLineParser.InvalidJsonException e) {
            throw new UnreadableTableException(row.line(), "is not one JSON value: " + e.getMessage());
        }
    }

    private Map<String, String> all(Map<String, String> fields, ScannedRow row) throws UnreadableTableException {
        Map<String, String> values = HashMap.newHashMap(fields.size());
        Map<String, String> titles = HashMap.newHashMap(fields.size());
        for (Entry<String, String> field : fields.entrySet()) {
            Optional<String> name = name(field.getKey());
            if (name.isEmpty()) {
                nameless.add(field.getKey());
                continue;
            }
            @Nullable String other = titles.put(name.get(), field.getKey());
            if (other != null) {
                throw new UnreadableTableException(
                        row.line(),
                        "the fields '" + other + "' and '" + field.getKey() + "' would both be PARAM_" + name.get()
                                + ": name them with row.columns");
            }
            values.put(name.get(), field.getValue());
        }
        return values;
    }

    /** Lines mostly have the same fields. */
    private Optional<String> name(String title) {
        if (names.size() > MOST_NAMES) {
            names.clear();
        }
        return names.computeIfAbsent(title, ColumnTitle::name);
    }

    private static Map<String, String> chosen(List<TableColumn> columns, Map<String, String> fields, ScannedRow row)
            throws UnreadableTableException {
        Map<String, String> values = HashMap.newHashMap(columns.size());
        for (TableColumn column : columns) {
            @Nullable String value = fields.get(String.valueOf(column.title()));
            if (value == null) {
                throw new UnreadableTableException(
                        row.line(),
                        "the field '" + column.title() + "' of row.columns is missing, or is no text, number, true or"
                                + " false");
            }
            values.put(column.name(), value);
        }
        return values;
    }

    @Override
    public List<String> notes() {
        return nameless.notes();
    }

    /** Fields whose names have no letter A to Z and no digit. */
    private static final class NamelessFields {

        private static final int MOST = 10;

        private final Set<String> titles = new LinkedHashSet<>();

        void add(String title) {
            if (titles.size() < MOST) {
                titles.add("'" + title + "'");
            }
        }

        List<String> notes() {
            return titles.isEmpty()
                    ? List.of()
                    : List.of("no PARAM_ can be named after " + String.join(", ", titles)
                            + ": name them with row.columns");
        }
    }
}
