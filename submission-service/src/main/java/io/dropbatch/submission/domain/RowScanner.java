package io.dropbatch.submission.domain;

import java.io.IOException;
import java.io.InputStream;

/**
 * Finds where the rows of a file begin and end, reading it once from front to back. In CSV a quoted field may hold line
 * breaks (RFC 4180); rows end with LF or CRLF, the last one may lack it; empty rows do not count; the first row is the
 * header, a byte order mark included.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180#section-2">RFC 4180, section 2</a>
 */
public final class RowScanner {

    /** Receives the position of each row in the order of the file. */
    public interface Rows {

        /** @param content the row without its line break, or only its beginning when it is long; valid during the call */
        void row(long from, long bytes, RowText content);

        default void header(long bytes, RowText content) {}

        /** Whether reading may stop here. */
        default boolean enough() {
            return false;
        }
    }

    /** A quote is opened and never closed: everything after it would be one field. */
    public static final class UnclosedQuote extends Exception {

        private static final long serialVersionUID = 1L;

        private final long line;

        UnclosedQuote(long line) {
            super("a quote that is opened in line " + line + " is never closed");
            this.line = line;
        }

        public long line() {
            return line;
        }
    }

    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private static final int BUFFER = 64 * 1024;

    private final RowFormat format;
    private final Rows rows;
    private final RowText text = new RowText();
    private State state = State.FIELD_START;
    private boolean headerPending;
    private boolean blank = true;
    private long rowStart;
    private long position;
    private long line = 1;
    private long quoteLine;

    public RowScanner(RowFormat format, Rows rows) {
        this.format = format;
        this.rows = rows;
        this.headerPending = format == RowFormat.CSV;
    }

    public void scan(InputStream in) throws IOException, UnclosedQuote {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0 && !rows.enough(); read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                take(buffer[i]);
            }
        }
        if (rows.enough()) {
            return;
        }
        if (state == State.QUOTED) {
            throw new UnclosedQuote(quoteLine);
        }
        endRow();
    }

    private void take(byte b) {
        position++;
        if (b == '\n') {
            line++;
            if (state != State.QUOTED) {
                endRow();
                return;
            }
        }
        text.append(b);
        blank &= b == '\r' || b == ' ' || b == '\t';
        if (format == RowFormat.CSV) {
            state = after(b);
        }
    }

    private State after(byte b) {
        return switch (state) {
            case QUOTED -> b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
            case QUOTE_IN_QUOTED -> b == '"' ? State.QUOTED : unquoted(b);
            case FIELD_START -> b == '"' ? openQuote() : afterMark(b);
            case UNQUOTED -> unquoted(b);
        };
    }

    private State openQuote() {
        quoteLine = line;
        return State.QUOTED;
    }

    /** A field's first character; the byte order mark before the first field of all is none. */
    private State afterMark(byte b) {
        boolean mark = position <= 3 && text.isByteOrderMark();
        return mark ? State.FIELD_START : unquoted(b);
    }

    private static State unquoted(byte b) {
        return b == ',' ? State.FIELD_START : State.UNQUOTED;
    }

    private void endRow() {
        long bytes = position - rowStart;
        if (!blank) {
            text.trimLineBreak();
            if (headerPending) {
                headerPending = false;
                rows.header(position, text);
            } else {
                rows.row(rowStart, bytes, text);
            }
        }
        rowStart = position;
        blank = true;
        state = State.FIELD_START;
        text.clear();
    }
}
