package io.dropbatch.model.result;

/**
 * Rows of a file that became one task.
 *
 * @param first counted from 1, the header not included
 */
public record RowRange(String file, long first, int count) {

    public long last() {
        return first + count - 1;
    }
}
