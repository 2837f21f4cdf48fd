package io.dropbatch.planning.table;

import java.util.List;

/** Splits a row of a table into its fields. */
@FunctionalInterface
public interface FieldParser {

    /** @param row without its line break */
    List<String> fields(String row, char separator);
}
