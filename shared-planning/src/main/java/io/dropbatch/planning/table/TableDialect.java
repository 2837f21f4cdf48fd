package io.dropbatch.planning.table;

import io.dropbatch.model.workload.TableEncoding;

/**
 * How the bytes of a row file make rows and fields.
 *
 * @param encoding with its byte order
 * @param markBytes length of the byte order mark
 * @param separatorLine whether the first line is no row but {@code sep=} and the separator
 */
public record TableDialect(
        RowFormat format,
        TableEncoding encoding,
        int markBytes,
        char separator,
        boolean separatorLine,
        boolean header) {

    /** JSON Lines: nothing but a line break ends anything. */
    static TableDialect jsonLines(TableEncoding encoding, int markBytes) {
        return new TableDialect(RowFormat.JSON_LINES, encoding, markBytes, '\n', false, false);
    }

    TableDialect withSeparator(char other) {
        return new TableDialect(format, encoding, markBytes, other, separatorLine, header);
    }

    boolean hasQuotes() {
        return format == RowFormat.TABLE;
    }

    /** {@code ';'}, or the name of one that cannot be seen. */
    static String shown(char separator) {
        return switch (separator) {
            case '\t' -> "tab";
            case ' ' -> "space";
            default -> separator < ' ' ? "character " + (int) separator : "'" + separator + "'";
        };
    }

    /** What a workload writes for the separator. */
    static String key(char separator) {
        return switch (separator) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "pipe";
            default -> "\"" + separator + "\"";
        };
    }
}
