package io.dropbatch.planning.table;

/** The row that a scan has just come to the end of. It is valid during the call only: the next row takes its place. */
public final class ScannedRow {

    private final StringBuilder text = new StringBuilder();
    private long from;
    private long end;
    private long line = 1;
    private int fields = 1;
    private int filled;
    private boolean blank = true;
    private boolean cut;

    ScannedRow(long from) {
        this.from = from;
    }

    /** The next row begins. */
    void begin(long position, long atLine) {
        text.setLength(0);
        from = position;
        line = atLine;
        fields = 1;
        filled = 0;
        blank = true;
        cut = false;
    }

    void append(char[] chars, int start, int length, int most) {
        int room = Math.min(length, most - text.length());
        if (room > 0) {
            text.append(chars, start, room);
        }
        cut |= room < length;
    }

    void separator() {
        fields++;
    }

    /** The current field has something in it. */
    void content() {
        filled = fields;
        blank = false;
    }

    boolean isFilled() {
        return filled == fields;
    }

    void quote() {
        blank = false;
    }

    void end(long position) {
        end = position;
    }

    /** Nothing but spaces and separators. */
    boolean isBlank() {
        return blank;
    }

    /** The position of its first byte. */
    public long from() {
        return from;
    }

    /** The position after its line break. */
    public long end() {
        return end;
    }

    /** The number of its first line, from 1. */
    public long line() {
        return line;
    }

    /** How many fields it has. */
    public int fields() {
        return fields;
    }

    /** How many fields it has without the empty ones at its end. */
    public int filled() {
        return filled;
    }

    /** Its characters without the line break, as far as they are kept. */
    public String text() {
        return text.toString();
    }

    /** Whether it is longer than what is kept. */
    public boolean isCut() {
        return cut;
    }
}
