package io.dropbatch.model.workload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a row file is to be read, as far as its workload says so. What it leaves out is recognised.
 *
 * @param header whether the first row has the titles of the columns
 * @param columns the columns that become parameters: none when empty, all of them when not said
 */
public record TableFormat(
        @Nullable Character separator,
        @Nullable TableEncoding encoding,
        boolean header,
        @Nullable List<TableColumn> columns) {

    /** Nothing is said: separator and encoding are recognised, there is a header, and all columns become parameters. */
    public static final TableFormat RECOGNISED = new TableFormat(null, null, true, null);

    public TableFormat {
        columns = columns == null ? null : List.copyOf(columns);
    }

    public TableFormat withSeparator(char said) {
        return new TableFormat(said, encoding, header, columns);
    }

    public TableFormat withEncoding(TableEncoding said) {
        return new TableFormat(separator, said, header, columns);
    }

    public TableFormat withColumns(List<TableColumn> said) {
        return new TableFormat(separator, encoding, header, said);
    }

    public TableFormat withoutHeader() {
        return new TableFormat(separator, encoding, false, columns);
    }
}
