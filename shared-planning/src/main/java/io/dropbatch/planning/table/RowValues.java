package io.dropbatch.planning.table;

import java.util.List;
import java.util.Map;

/** Gives the rows of a file as values of parameters. */
public interface RowValues {

    /** The most characters of a row that are read for its values. */
    int LONGEST_ROW = 1 << 20;

    void header(ScannedRow header) throws UnreadableTableException;

    /** The row's parameters by name. */
    Map<String, String> of(ScannedRow row) throws UnreadableTableException;

    /** How many characters of a row this needs. */
    default int kept() {
        return LONGEST_ROW;
    }

    /** What a person should know of the columns, in sentences or parts of one. */
    List<String> notes();

    /** No values, whatever the rows hold. */
    static RowValues none() {
        return new RowValues() {
            @Override
            public void header(ScannedRow header) {
                // its columns are the program's affair
            }

            @Override
            public Map<String, String> of(ScannedRow row) {
                return Map.of();
            }

            @Override
            public int kept() {
                return 0;
            }

            @Override
            public List<String> notes() {
                return List.of();
            }
        };
    }
}
