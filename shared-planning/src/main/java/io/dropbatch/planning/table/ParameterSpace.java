package io.dropbatch.planning.table;

import java.util.Map;
import java.util.Map.Entry;

/** What the parameters of one row may be: text that environment variables hold. */
final class ParameterSpace {

    /** Of names and values together. Linux takes 128 KiB a variable; a slice of a thousand tasks has to fit in memory. */
    static final int LARGEST = 32 * 1024;

    private static final int PREFIX = "PARAM_=".length();

    private ParameterSpace() {}

    static Map<String, String> check(long line, Map<String, String> values) throws UnreadableTableException {
        long bytes = 0;
        for (Entry<String, String> value : values.entrySet()) {
            if (value.getValue().indexOf('\0') >= 0) {
                throw new UnreadableTableException(
                        line,
                        "the value of PARAM_" + value.getKey() + " has a NUL character, which no environment variable"
                                + " can hold: remove it, or leave the column out with row.columns");
            }
            bytes += PREFIX + value.getKey().length() + bytesInUtf8(value.getValue());
        }
        if (bytes > LARGEST) {
            throw new UnreadableTableException(
                    line,
                    "the PARAM_ variables of this row would have %,d bytes, and %,d is the most: choose columns with row.columns (none with columns: []; $INPUT has the whole row)"
                            .formatted(bytes, LARGEST));
        }
        return values;
    }

    static UnreadableTableException tooLong(long line) {
        return new UnreadableTableException(
                line,
                "the row has more than %,d characters, which is too long for PARAM_ variables: say row: { file: …, columns: [] } and read $INPUT"
                        .formatted(RowValues.LONGEST_ROW));
    }

    private static long bytesInUtf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
