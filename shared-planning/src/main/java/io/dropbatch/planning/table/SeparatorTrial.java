package io.dropbatch.planning.table;

/** How well a separator fits the rows at the beginning of a table. */
final class SeparatorTrial implements RowScanner.Rows {

    private static final int ENOUGH = 1000;

    /** So few rows may be ragged ones of a good table. */
    private static final int FEW = 5;

    private final char separator;
    private final boolean header;
    private int columns;
    private boolean separates;
    private int rows;
    private boolean fits = true;
    private int splitRows;
    private int mostFields;
    private int misfits;

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
        splitRows += row.fields() > 1 ? 1 : 0;
        mostFields = Math.max(mostFields, row.filled());
        misfits += row.fields() < columns || row.filled() > columns ? 1 : 0;
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
        return fits && separates && misfits == 0;
    }

    /** Whether most rows do not have the fields that the first one promises. */
    boolean isUnlikely() {
        return rows >= FEW && misfits * 2 > rows;
    }

    /** Whether it separates nothing in the first row and something in most of the others. */
    boolean hasTitleLine() {
        return fits && !separates && splitRows > 0 && splitRows * 2 >= rows;
    }

    int mostFields() {
        return mostFields;
    }

    /** Whether the first row is whole in what was tried. */
    boolean hasFirstRow() {
        return columns > 0;
    }
}
