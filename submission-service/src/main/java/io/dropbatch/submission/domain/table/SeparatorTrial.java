package io.dropbatch.submission.domain.table;

import org.jspecify.annotations.Nullable;

/** How well a separator fits the rows at the beginning of a table. */
final class SeparatorTrial implements RowScanner.Rows {

    private static final int ENOUGH = 1000;

    private final char separator;
    private final boolean header;
    private int columns;
    private boolean separates;
    private int rows;
    private boolean fits = true;
    private int fieldsOfEach;
    private @Nullable Long firstMisfit;

    private SeparatorTrial(TableDialect dialect, int columns) {
        this.separator = dialect.separator();
        this.header = dialect.header();
        this.columns = columns;
    }

    /** @param columns how many there have to be; 0 when that is not known */
    static SeparatorTrial of(TableDialect dialect, FileBeginning beginning, int columns) {
        SeparatorTrial trial = new SeparatorTrial(dialect, columns);
        RowScanner scanner = new RowScanner(dialect, 0, trial);
        try {
            scanner.scanBeginning(beginning.bytes(), beginning.bytes().length);
            if (beginning.whole() && !trial.enough()) {
                scanner.end();
            }
        } catch (UnreadableTableException e) {
            trial.fits = false;
        }
        return trial;
    }

    @Override
    public void header(ScannedRow row) {
        columns = Math.max(1, row.filled());
        separates = row.fields() > 1;
    }

    @Override
    public void row(ScannedRow row) {
        rows++;
        if (!header && rows == 1) {
            columns = columns == 0 ? row.fields() : columns;
            separates = row.fields() > 1;
        }
        fieldsOfEach = rows == 1 || fieldsOfEach == row.filled() ? row.filled() : -1;
        if (firstMisfit == null && (row.fields() < columns || row.filled() > columns)) {
            firstMisfit = row.line();
        }
    }

    @Override
    public boolean enough() {
        return rows >= ENOUGH;
    }

    char separator() {
        return separator;
    }

    int columns() {
        return columns;
    }

    /** Whether it separates something. */
    boolean separates() {
        return separates;
    }

    /** Whether every row has the fields that the first one promises. */
    boolean isConsistent() {
        return fits && separates && firstMisfit == null;
    }

    /** Whether all rows but the first have one number of fields, where the first has one field only. */
    boolean hasTitleLine() {
        return fits && header && !separates && fieldsOfEach > 1;
    }

    int fieldsOfEach() {
        return fieldsOfEach;
    }
}
