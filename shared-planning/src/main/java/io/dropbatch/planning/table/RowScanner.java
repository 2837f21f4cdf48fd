package io.dropbatch.planning.table;

import io.dropbatch.model.workload.TableEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Finds where the rows of a file begin and end, reading it once from front to back. In a table a quoted field may hold
 * line breaks (RFC 4180). Rows end with LF, CRLF or CR, the last one may lack it. Rows of spaces and separators only do
 * not count.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180#section-2">RFC 4180, section 2</a>
 */
public final class RowScanner {

    /** Receives the rows in the order of the file. */
    public interface Rows {

        void row(ScannedRow row) throws UnreadableTableException;

        default void header(ScannedRow row) throws UnreadableTableException {}

        /** Whether reading may stop here. */
        default boolean enough() {
            return false;
        }
    }

    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        QUOTE_IN_QUOTED,
        AFTER_QUOTES
    }

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_HEADER = 1 << 20;

    private final TableDialect dialect;
    private final int kept;
    private final Rows rows;
    private final ScannedRow row;
    private final char separator;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    private final CharBuffer decoded = CharBuffer.allocate(BUFFER);
    private final char[] chars = decoded.array();
    private State state;
    private boolean separatorLinePending;
    private boolean headerPending;
    private boolean afterReturn;
    private boolean returnInQuotes;
    private long position;
    private long line = 1;
    private long quoteLine;
    private long prefix;
    private long separatorsOnly;
    /** Bytes of each character of the block in hand; 0 when they differ. */
    private int width;

    /** @param kept how many characters of a row are kept; what is longer is cut */
    public RowScanner(TableDialect dialect, int kept, Rows rows) {
        this.dialect = dialect;
        this.kept = kept;
        this.rows = rows;
        this.separator = dialect.separator();
        this.headerPending = dialect.header();
        this.separatorLinePending = dialect.separatorLine();
        this.position = dialect.markBytes();
        this.prefix = position;
        this.row = new ScannedRow(position);
        this.state = fieldStart();
        this.decoder = dialect.encoding()
                .charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    public void scan(InputStream in) throws IOException, UnreadableTableException {
        in.skipNBytes(dialect.markBytes());
        boolean ended = false;
        while (!ended && !rows.enough()) {
            ended = fill(in);
            decode(ended);
        }
        if (!rows.enough()) {
            end();
        }
    }

    /** Scans the whole rows at the beginning of a file; a row that is cut off there does not count. */
    void scanBeginning(byte[] beginning, int length) throws UnreadableTableException {
        for (int from = dialect.markBytes(); from < length && !rows.enough(); from += BUFFER / 2) {
            bytes.put(beginning, from, Math.min(BUFFER / 2, length - from));
            decode(false);
        }
    }

    /** The end of the last row and of the file. */
    void end() throws UnreadableTableException {
        if (state == State.QUOTED) {
            throw new UnreadableTableException(
                    quoteLine, "a quote is opened and never closed: double a quote that is part of a value (RFC 4180)");
        }
        endRow();
    }

    /** The length of what comes before the header, or before the first row where there is none. */
    public long prefixBytes() {
        return prefix;
    }

    /** How many rows did not count because they have separators only. */
    public long separatorsOnly() {
        return separatorsOnly;
    }

    private boolean fill(InputStream in) throws IOException {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read > 0) {
            bytes.position(bytes.position() + read);
        }
        return read < 0;
    }

    private void decode(boolean ended) throws UnreadableTableException {
        bytes.flip();
        CoderResult result;
        do {
            int before = bytes.position();
            result = decoder.decode(bytes, decoded, ended);
            take(decoded.position(), bytes.position() - before);
            decoded.clear();
            if (result.isError()) {
                throw undecodable(bytes.get(bytes.position()));
            }
        } while (result.isOverflow());
        bytes.compact();
    }

    private UnreadableTableException undecodable(byte first) {
        TableEncoding encoding = dialect.encoding();
        String advice = encoding == TableEncoding.UTF_8
                ? "save the file as UTF-8, or say its encoding, such as row: { file: …, encoding: windows-1252 }"
                : "the file is damaged, or has another encoding than row.encoding or its byte order mark says";
        return new UnreadableTableException(
                line, "byte 0x%02X is not valid %s: %s".formatted(first, encoding.title(), advice));
    }

    private void take(int count, int ofBytes) throws UnreadableTableException {
        width = widthOf(count, ofBytes);
        int unkept = 0;
        int i = 0;
        while (i < count) {
            char c = chars[i];
            if (afterReturn && afterReturn(c)) {
                i++;
                unkept = i;
                continue;
            }
            if (state == State.QUOTED ? c != '"' : c != separator && state == State.UNQUOTED) {
                int next = ordinary(i, count);
                if (next > i) {
                    i = next;
                    continue;
                }
            }
            if ((c == '\n' || c == '\r') && state != State.QUOTED) {
                keep(unkept, i);
                lineBreak(c);
                unkept = i + 1;
            } else {
                step(c);
            }
            i++;
        }
        keep(unkept, count);
    }

    private int widthOf(int count, int ofBytes) {
        return switch (dialect.encoding()) {
            case UTF_8 -> ofBytes == count ? 1 : 0;
            case UTF_16, UTF_16LE, UTF_16BE -> 2;
            case ISO_8859_1, WINDOWS_1252 -> 1;
        };
    }

    private void keep(int from, int to) {
        int most = headerPending || separatorLinePending ? LONGEST_HEADER : kept;
        if (most > 0 && to > from) {
            row.append(chars, from, to - from, most);
        }
    }

    /** After a CR: an LF belongs to the same line break. */
    private boolean afterReturn(char c) throws UnreadableTableException {
        afterReturn = false;
        boolean same = c == '\n';
        if (same) {
            position += bytes(c);
        }
        endRow();
        return same;
    }

    private void lineBreak(char c) throws UnreadableTableException {
        line++;
        position += bytes(c);
        if (c == '\r') {
            afterReturn = true;
            return;
        }
        endRow();
    }

    /** Passes over the characters of a field, up to one that may end it. */
    private int ordinary(int from, int count) {
        char stop = state == State.QUOTED ? '"' : separator;
        int i = from;
        while (i < count && chars[i] != stop && chars[i] != '\n' && chars[i] != '\r') {
            i++;
        }
        if (i > from && !row.isFilled() && hasContent(from, i)) {
            row.content();
        }
        returnInQuotes &= i == from;
        position += bytes(from, i);
        return i;
    }

    private boolean hasContent(int from, int to) {
        for (int i = from; i < to; i++) {
            if (chars[i] > ' ') {
                return true;
            }
        }
        return false;
    }

    private void step(char c) throws UnreadableTableException {
        position += bytes(c);
        state = switch (state) {
            case QUOTED -> quoted(c);
            case QUOTE_IN_QUOTED -> c == '"' ? quoteInside() : afterQuotes(c);
            case AFTER_QUOTES -> afterQuotes(c);
            case FIELD_START -> c == '"' ? openQuote() : unquoted(c);
            case UNQUOTED -> unquoted(c);
        };
    }

    private State openQuote() {
        quoteLine = line;
        row.quote();
        return State.QUOTED;
    }

    private State quoteInside() {
        row.content();
        return State.QUOTED;
    }

    private State quoted(char c) {
        if (c == '"') {
            return State.QUOTE_IN_QUOTED;
        }
        row.content();
        boolean secondHalf = c == '\n' && returnInQuotes;
        returnInQuotes = c == '\r';
        if (c == '\r' || c == '\n' && !secondHalf) {
            line++;
        }
        return State.QUOTED;
    }

    private State afterQuotes(char c) throws UnreadableTableException {
        if (c == separator) {
            return unquoted(c);
        }
        if (c == ' ' || c == '\t') {
            return State.AFTER_QUOTES;
        }
        throw new UnreadableTableException(
                line,
                "'" + c
                        + "' comes after a closing quote: a quote within a quoted value has to be doubled (RFC 4180), or"
                        + " the columns are separated by something else (row.separator)");
    }

    private State unquoted(char c) {
        if (c == separator) {
            row.separator();
            return State.FIELD_START;
        }
        if (c > ' ') {
            row.content();
        }
        return State.UNQUOTED;
    }

    private State fieldStart() {
        return dialect.hasQuotes() ? State.FIELD_START : State.UNQUOTED;
    }

    private void endRow() throws UnreadableTableException {
        row.end(position);
        if (separatorLinePending) {
            separatorLinePending = false;
            prefix = position;
        } else if (!row.isBlank()) {
            pass();
        } else if (row.fields() > 1) {
            separatorsOnly++;
        }
        row.begin(position, line);
        state = fieldStart();
        returnInQuotes = false;
    }

    private void pass() throws UnreadableTableException {
        if (!headerPending) {
            rows.row(row);
            return;
        }
        headerPending = false;
        rows.header(row);
    }

    private int bytes(char c) {
        return width > 0 ? width : bytesInUtf8(c);
    }

    private long bytes(int from, int to) {
        if (width > 0) {
            return (long) (to - from) * width;
        }
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytesInUtf8(chars[i]);
        }
        return sum;
    }

    private static int bytesInUtf8(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
