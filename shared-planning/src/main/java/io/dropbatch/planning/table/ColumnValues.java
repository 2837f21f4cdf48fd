package io.dropbatch.planning.table;

import io.dropbatch.model.workload.TableFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table as parameters, for tasks of one row each. */
public final class ColumnValues implements RowValues {

    /** As many as a spreadsheet has. */
    private static final int MOST_COLUMNS = 16_384;

    private final TableFormat format;
    private final char separator;
    private final FieldParser parser;
    private @Nullable ColumnNames names;

    public ColumnValues(TableFormat format, char separator, FieldParser parser) {
        this.format = format;
        this.separator = separator;
        this.parser = parser;
    }

    @Override
    public void header(ScannedRow header) throws UnreadableTableException {
        names = ColumnNames.of(fields(header), format.columns(), header.line());
    }

    @Override
    public Map<String, String> of(ScannedRow row) throws UnreadableTableException {
        ColumnNames columns = names;
        if (columns == null) {
            columns = ColumnNames.withoutHeader(format.columns(), row.fields());
            names = columns;
        }
        if (row.fields() < columns.count() || row.filled() > columns.count()) {
            throw ragged(row, columns.count());
        }
        List<String> fields = fields(row);
        Map<String, String> values = HashMap.newHashMap(columns.chosen().size());
        for (ColumnNames.Chosen column : columns.chosen()) {
            values.put(column.name(), fields.get(column.index()));
        }
        return ParameterSpace.check(row.line(), values);
    }

    private List<String> fields(ScannedRow row) throws UnreadableTableException {
        if (row.isCut()) {
            throw ParameterSpace.tooLong(row.line());
        }
        if (row.fields() > MOST_COLUMNS) {
            throw new UnreadableTableException(
                    row.line(), "has %,d fields, and %,d is the most".formatted(row.fields(), MOST_COLUMNS));
        }
        List<String> fields = parser.fields(row.text(), separator);
        if (fields.size() != row.fields()) {
            throw new UnreadableTableException(
                    row.line(),
                    "can be read as " + row.fields() + " fields or as " + fields.size() + ": check its quotes");
        }
        return fields;
    }

    private UnreadableTableException ragged(ScannedRow row, int columns) {
        int has = row.fields() < columns ? row.fields() : row.filled();
        String fields = has == 1 ? "one field" : has + " fields";
        String wanted = columns == 1 ? "one column" : columns + " columns";
        String where = format.header()
                ? "the header names "
                : format.columns() == null ? "the first row has " : "row.columns names ";
        return new UnreadableTableException(
                row.line(),
                "has " + fields + " where " + where + wanted + " (separated by " + TableDialect.shown(separator)
                        + "): complete the row, put a value that holds a separator into quotes, or say row.separator");
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (names != null) {
            notes.add(names.describe());
            names.renamed().ifPresent(notes::add);
        }
        return notes;
    }
}
